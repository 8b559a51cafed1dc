package org.jackfield.interpreter;

import java.time.InstantSource;
import org.jackfield.application.Application;
import org.jackfield.call.CallRecords;
import org.jackfield.call.Recordings;
import org.jackfield.instruction.DocumentReader;
import org.jackfield.media.MediaLayer;
import org.jackfield.session.SessionStore;

/**
 * All that calls of this node need of the others.
 *
 * @param node its name, for checkpoints
 */
public record Surroundings(
    Application application,
    DocumentReader reader,
    MediaLayer media,
    Bridges bridges,
    Signaling signaling,
    SessionStore sessions,
    CallRecords records,
    Recordings recordings,
    InstantSource clock,
    String node) {}
