package org.jackfield.interpreter;

import java.time.InstantSource;
import org.jackfield.application.Application;
import org.jackfield.application.Countries;
import org.jackfield.call.CallRecords;
import org.jackfield.call.CallerNumbers;
import org.jackfield.call.Ceilings;
import org.jackfield.call.Recordings;
import org.jackfield.instruction.DocumentReader;
import org.jackfield.media.MediaLayer;
import org.jackfield.session.SessionStore;

/**
 * All that calls of this node need of the others.
 *
 * @param node its name, for checkpoints
 * @param callerNumbers as whom calls may be made
 * @param ceilings how far the calls that accounts place may go
 * @param mostOfAccount calls of an account that are alive here at once; more are refused
 */
public record Surroundings(
    Application application,
    Countries countries,
    DocumentReader reader,
    MediaLayer media,
    Bridges bridges,
    Signaling signaling,
    SessionStore sessions,
    CallRecords records,
    Recordings recordings,
    InstantSource clock,
    String node,
    CallerNumbers callerNumbers,
    Ceilings ceilings,
    int mostOfAccount) {}
