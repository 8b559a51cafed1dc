package org.jackfield.rest.v2010;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.Date;
import java.util.Optional;
import org.jackfield.media.RecordingLibrary.Form;
import org.jackfield.media.RecordingLibrary.Recorded;
import org.jackfield.rest.ByteRange;

/** What HTTP says of the sound of a recording (RFC 9110). */
final class RecordingMedia {

  private RecordingMedia() {}

  /**
   * Answers, and closes what is answered.
   *
   * @param headOnly whether nobody will read the body, which then would never be closed
   */
  static Response answer(Recorded sound, Form form, HttpHeaders asked, boolean headOnly)
      throws IOException {
    String tag = '"' + sound.tag() + '"';
    boolean known =
        header(asked, HttpHeaders.IF_NONE_MATCH)
            .filter(tags -> tags.equals("*") || tags.contains(tag))
            .isPresent();
    if (known) {
      sound.close();
      return described(Response.notModified(), sound, form, tag).build();
    }
    Optional<ByteRange> range =
        ByteRange.of(
            header(asked, "Range")
                .filter(given -> header(asked, "If-Range").map(tag::equals).orElse(true)),
            sound.size());
    if (range.filter(part -> !part.isSatisfiable()).isPresent()) {
      sound.close();
      return Response.status(416).header("Content-Range", range.get().contentRange()).build();
    }
    Response.ResponseBuilder answer =
        described(Response.status(range.isPresent() ? 206 : 200), sound, form, tag);
    range.ifPresent(part -> answer.header("Content-Range", part.contentRange()));
    long from = range.map(ByteRange::first).orElse(0L);
    long count = range.map(ByteRange::count).orElse(sound.size());
    answer.header(HttpHeaders.CONTENT_LENGTH, count);
    if (headOnly) {
      sound.close();
      return answer.build();
    }
    return answer
        .entity(
            (StreamingOutput)
                out -> {
                  try (sound) {
                    sound.copy(from, count, (bytes, length) -> out.write(bytes, 0, length));
                  }
                })
        .build();
  }

  private static Response.ResponseBuilder described(
      Response.ResponseBuilder answer, Recorded sound, Form form, String tag) {
    // Of what grows, another part is there in a moment
    return answer
        .type(form.contentType())
        .header(HttpHeaders.ETAG, tag)
        .header("Accept-Ranges", "bytes")
        .lastModified(Date.from(sound.modified()))
        .header(
            HttpHeaders.CACHE_CONTROL,
            sound.isGrowing() ? "private, no-cache" : "private, max-age=60");
  }

  private static Optional<String> header(HttpHeaders asked, String name) {
    return Optional.ofNullable(asked.getHeaderString(name));
  }
}
