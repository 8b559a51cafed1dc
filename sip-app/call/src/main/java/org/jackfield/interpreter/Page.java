package org.jackfield.interpreter;

import java.net.URI;
import java.util.Optional;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.instruction.Document;

/**
 * A document that is being performed.
 *
 * @param base where relative addresses start from, empty for one without an address
 * @param text as it came
 * @param source what was asked for it
 */
record Page(Document document, Optional<URI> base, String text, Optional<Target> source) {}
