package org.jackfield.router.sip;

import java.time.InstantSource;
import org.jackfield.sip.SessionExecutor;
import org.jackfield.sip.Visitors;

/**
 * What all dialogs of a node share.
 *
 * @param executor does work in the order of a session
 * @param visitors is told who behaves how, so that the server bans who fails too often
 */
record Equipment(
    SessionExecutor executor,
    Visitors visitors,
    InstantSource clock,
    Delays delays,
    SessionTimer.Interval sessionTimer) {}
