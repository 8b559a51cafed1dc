package org.jackfield.router.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jackfield.application.Answer;

/**
 * What a server answered to one request.
 *
 * @param body decoded, one byte more than {@link Answer#MAX_BYTES} at most
 */
record Reply(int status, HttpHeaders headers, byte[] body) {

  /** The codings that are asked for: an application may send less than it says. */
  static final String ACCEPTED_CODINGS = "gzip";

  private static final int MOST = Answer.MAX_BYTES + 1;

  /** Of an answer that has none, these say nothing of the one that is kept. */
  private static final Set<String> OF_THE_BODY =
      Set.of("content-length", "content-encoding", "content-type", "content-range");

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);

  private static final Pattern DECLARED =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)");

  /** As far as an XML declaration may reach. */
  private static final int DECLARATION = 200;

  /** The byte order mark, which is no part of the text. */
  private static final String MARK = "\uFEFF";

  /** From what came, decoded up to a length, so that a bomb is a document that is too long. */
  static Reply of(HttpResponse<byte[]> response) throws IOException {
    HttpHeaders headers = response.headers();
    String coding =
        headers.firstValue("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
    byte[] body =
        switch (coding) {
          case "", "identity" -> response.body();
          case "gzip", "x-gzip" -> unpacked(response.body());
          default ->
              throw new ProtocolException("it is encoded with " + coding + ", not with gzip");
        };
    return new Reply(response.statusCode(), headers, body);
  }

  /**
   * The same, found valid by an answer without a body, whose headers take the place of those of
   * their names (RFC 9111 section 3.2). Its age begins anew.
   */
  Reply updatedBy(Reply unchanged) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.map().forEach(all::put);
    all.keySet().removeAll(Set.of("Age", "Date"));
    unchanged
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OF_THE_BODY.contains(name.toLowerCase(Locale.ROOT))) {
            all.put(name, values);
          }
        });
    return new Reply(status, HttpHeaders.of(all, (name, value) -> true), body);
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    if (packed.length == 0) {
      return packed;
    }
    try (InputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return unpacking.readNBytes(MOST);
    } catch (EOFException cut) {
      if (packed.length < MOST) {
        throw new ProtocolException("the end of what is packed with gzip is missing");
      }
      // What was packed is longer than a document may be, and so was not read to its end
      return new byte[MOST];
    } catch (IOException broken) {
      throw new ProtocolException("it says that it is packed with gzip, and is not");
    }
  }

  /** Its media type, in lower case and without parameters; empty if it has none. */
  String type() {
    return typeOf(headers);
  }

  boolean isSound() {
    return isSound(headers);
  }

  /** Whether it is the media layer's to read, not ours. */
  static boolean isSound(HttpHeaders headers) {
    return typeOf(headers).startsWith("audio/");
  }

  private static String typeOf(HttpHeaders headers) {
    String whole = headers.firstValue("Content-Type").orElse("");
    return whole.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** The body as text: what is marked in it counts first, then its header, then what XML says. */
  String text() {
    String text = new String(body, charset());
    return text.startsWith(MARK) ? text.substring(1) : text;
  }

  /** RFC 7303 section 3.2 and 3.3. */
  private Charset charset() {
    if (body.length >= 2 && (body[0] & 0xFF) == 0xFE && (body[1] & 0xFF) == 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    if (body.length >= 2 && (body[0] & 0xFF) == 0xFF && (body[1] & 0xFF) == 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    String begin =
        new String(body, 0, Math.min(body.length, DECLARATION), StandardCharsets.ISO_8859_1);
    return charset(CHARSET.matcher(headers.firstValue("Content-Type").orElse("")))
        .or(() -> charset(DECLARED.matcher(begin)))
        .orElse(StandardCharsets.UTF_8);
  }

  private static Optional<Charset> charset(Matcher named) {
    try {
      return named.find() ? Optional.of(Charset.forName(named.group(1))) : Optional.empty();
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /** Its headers as lines, without cookies, which are nobody's business. */
  String headerLines() {
    return headers.map().entrySet().stream()
        .filter(header -> !header.getKey().equalsIgnoreCase("set-cookie"))
        .flatMap(header -> header.getValue().stream().map(v -> header.getKey() + ": " + v))
        .collect(Collectors.joining("\n"));
  }

  /** Where it leads, if it is a redirection. */
  Optional<String> elsewhere() {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> headers.firstValue("Location");
      default -> Optional.empty();
    };
  }
}
