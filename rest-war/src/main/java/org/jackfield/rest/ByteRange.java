package org.jackfield.rest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one part of a body that is asked for (RFC 9110 section 14). Several at once are answered with
 * the whole, as section 14.2 allows.
 *
 * @param first its first byte
 * @param last its last byte
 * @param size of the whole
 */
public record ByteRange(long first, long last, long size) {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** What a header asks for, nothing if it is none that has to be obeyed. */
  public static Optional<ByteRange> of(Optional<String> header, long size) {
    return header
        .map(RANGE::matcher)
        .filter(Matcher::matches)
        .filter(parts -> !(parts.group(1).isEmpty() && parts.group(2).isEmpty()))
        .filter(parts ->
            parts.group(1).isEmpty()
                || parts.group(2).isEmpty()
                || Long.parseLong(parts.group(1)) <= Long.parseLong(parts.group(2)))
        .map(parts -> of(parts, size));
  }

  private static ByteRange of(Matcher parts, long size) {
    boolean suffix = parts.group(1).isEmpty();
    long first =
        suffix
            ? Math.max(0, size - Long.parseLong(parts.group(2)))
            : Long.parseLong(parts.group(1));
    long last =
        suffix || parts.group(2).isEmpty()
            ? size - 1
            : Math.min(size - 1, Long.parseLong(parts.group(2)));
    return new ByteRange(first, last, size);
  }

  /** Whether there is anything of it; else 416 is the answer. */
  public boolean isSatisfiable() {
    return first <= last && first < size;
  }

  /** Bytes. */
  public long count() {
    return last - first + 1;
  }

  /** As {@code Content-Range} says it. */
  public String contentRange() {
    return isSatisfiable() ? "bytes " + first + '-' + last + '/' + size : "bytes */" + size;
  }
}
