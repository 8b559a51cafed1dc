package org.jackfield.rest.media;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jackfield.media.FailureText;
import org.jackfield.media.Freshness;
import org.jackfield.media.Freshness.Use;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaAnswer.Failed;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaLibrary.FileAnswer;
import org.jackfield.media.MediaLibrary.NoFile;
import org.jackfield.media.MediaLibrary.WholeFile;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.rest.ByteRange;

/** What HTTP says of a sound (RFC 9110, RFC 9111). */
final class MediaResponses {

  private static final int BLOCK = 16 * 1_024;

  private MediaResponses() {}

  /**
   * What is wished for of a sound.
   *
   * @param whole whether its size has to be said
   * @param open whether it may be said what its origin answered: not to whoever has an address that
   *     somebody else signed
   */
  record Wish(
      Optional<String> range,
      Optional<String> ifRange,
      Optional<String> ifNoneMatch,
      boolean whole,
      boolean open) {

    Response refused(MediaFailure failure) {
      return of(
          open ? failure : new MediaFailure(failure.code(), failure.message()), statusOf(failure));
    }
  }

  static Response of(MediaFailure failure, int status) {
    Response.ResponseBuilder answer = Response.status(status);
    if (status == 401) {
      answer.header("WWW-Authenticate", "Basic realm=\"Jackfield media\"");
    }
    return answer
        .type("application/json")
        .header("X-Jackfield-Error", failure.code())
        .header("Cache-Control", "no-store")
        .entity(FailureText.write(failure))
        .build();
  }

  /** What is asked for is no address. */
  static Response bad(IllegalArgumentException wrong) {
    return of(new MediaFailure(11100, String.valueOf(wrong.getMessage())), 400);
  }

  /**
   * An answer with what it says of the address.
   *
   * @param shown the address as it may be shown, in logs above all (RFC 9110 section 8.7)
   * @param edition of the account, for who keeps the answer
   */
  static Response told(Response answer, String shown, String edition) {
    answer.getHeaders().putSingle("Content-Location", shown);
    answer.getHeaders().putSingle("X-Jackfield-Edition", edition);
    return answer;
  }

  static Response of(MediaAnswer answer, Wish wish) {
    return switch (answer) {
      case Failed(MediaFailure failure) -> wish.refused(failure);
      case Found found -> of(found, found.sound().format().contentType(), wish);
    };
  }

  /** A file is always whole. */
  static Response of(FileAnswer answer, String type, Wish wish) {
    return switch (answer) {
      case NoFile(MediaFailure failure) -> wish.refused(failure);
      case WholeFile(byte[] bytes, MediaResource resource, MediaAnswer.Source source) ->
          // The bytes of a file are handed on as they are, whatever their form
          of(new Found(Sound.of(SoundFormat.PCMU_8000, bytes), resource, source), type, wish);
    };
  }

  static int statusOf(MediaFailure failure) {
    return switch (failure.code()) {
      case 11100 -> 403;
      case 11410 -> 410;
      case 11203 -> 504;
      case 12400 -> 500;
      case 20501 -> 501;
      case 13420, 13520, 13521 -> 422;
      default -> 502;
    };
  }

  private static Response of(Found found, String type, Wish wish) {
    String tag = '"' + found.resource().tag() + '"';
    boolean known =
        wish.ifNoneMatch().filter(tags -> tags.equals("*") || tags.contains(tag)).isPresent();
    if (known) {
      return described(Response.status(304), found, type, tag).build();
    }
    Optional<String> asked =
        wish.range().filter(given -> wish.ifRange().map(tag::equals).orElse(true));
    if (asked.isPresent() || wish.whole()) {
      Optional<MediaFailure> failure = SoundStream.awaitEnd(found.sound());
      if (failure.isPresent()) {
        return wish.refused(failure.get());
      }
    }
    Optional<ByteRange> range = ByteRange.of(asked, found.sound().length());
    if (range.isPresent()) {
      return partial(found, type, tag, range.get());
    }
    Response.ResponseBuilder response = described(Response.ok(), found, type, tag);
    Sound sound = found.sound();
    if (sound.isComplete()) {
      response.header("Content-Length", sound.length());
      response.entity(part(sound, 0, sound.length()));
    } else {
      response.entity((StreamingOutput) out -> SoundStream.copy(sound, out));
    }
    return response.build();
  }

  private static Response partial(Found found, String type, String tag, ByteRange range) {
    if (!range.isSatisfiable()) {
      return Response.status(416).header("Content-Range", range.contentRange()).build();
    }
    return described(Response.status(206), found, type, tag)
        .header("Content-Range", range.contentRange())
        .header("Content-Length", range.count())
        .entity(part(found.sound(), (int) range.first(), (int) range.count()))
        .build();
  }

  private static StreamingOutput part(Sound sound, int from, int count) {
    return out -> {
      byte[] block = new byte[Math.min(BLOCK, Math.max(1, count))];
      int done = 0;
      while (done < count) {
        int read = sound.read(from + done, block, 0, Math.min(block.length, count - done));
        if (read == 0) {
          throw new IOException("A sound that was there has shrunk");
        }
        out.write(block, 0, read);
        done += read;
      }
    };
  }

  private static Response.ResponseBuilder described(
      Response.ResponseBuilder response, Found found, String type, String tag) {
    MediaResource resource = found.resource();
    Instant now = Instant.now();
    found
        .reason()
        .ifPresent(why ->
            response.header(
                "X-Jackfield-Stale",
                why.code() + " " + URLEncoder.encode(why.message(), StandardCharsets.UTF_8)));
    return response
        .header("Content-Type", type)
        .header("ETag", tag)
        .header("Accept-Ranges", "bytes")
        .header(
            "Last-Modified",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(resource.made().atOffset(ZoneOffset.UTC)))
        .header("Age", resource.freshness().age(now).toSeconds())
        .header("Cache-Control", cacheControl(resource.freshness()))
        .header("X-Cache", found.source().name());
  }

  private static String cacheControl(Freshness freshness) {
    if (freshness.use() == Use.NEVER) {
      return "no-store";
    }
    String use = freshness.use() == Use.PRIVATE ? "private, " : "";
    return use
        + freshness
            .lifetime()
            .filter(Duration::isPositive)
            .map(lifetime -> "max-age=" + lifetime.toSeconds())
            .orElse("no-cache");
  }
}
