package org.jackfield.rest;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;

/**
 * Answers by the version of a record (RFC 9110 section 13): unchanged things are not sent again.
 */
public final class Conditional {

  private Conditional() {}

  /** The thing, or 304 if who asks has it in this version. */
  public static Response answer(Visit visit, long version, Instant updated, Shown shown) {
    // The forms of a thing are different representations, and so are their tags
    String form = visit.form().type().getSubtype();
    EntityTag tag =
        new EntityTag(
            Long.toString(version, 36) + "-" + Long.toString(updated.toEpochMilli(), 36) + form);
    Response.ResponseBuilder answer =
        matches(visit, tag) ? Response.notModified() : Response.ok(shown);
    return answer
        .tag(tag)
        .lastModified(Date.from(updated))
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .build();
  }

  private static boolean matches(Visit visit, EntityTag tag) {
    return visit
        .known()
        .filter(known ->
            Arrays.stream(known.split(",", -1))
                .map(it -> it.strip().replaceFirst("^W/", ""))
                .anyMatch(it -> it.equals("*") || it.equals('"' + tag.getValue() + '"')))
        .isPresent();
  }
}
