package org.jackfield.interpreter;

import java.time.Duration;
import org.jackfield.media.Recording.Channels;

/**
 * A recording to be made.
 *
 * @param source {@code RecordVerb}, {@code DialVerb} ...
 * @param finalSilence silence that ends it, zero for never
 */
public record Take(
    String source,
    Channels channels,
    Duration maxLength,
    boolean beep,
    boolean trim,
    Duration finalSilence) {}
