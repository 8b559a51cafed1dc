package org.jackfield.media.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.sdp.MediaLine.RtpMap;

/** Reads the lines of one description: strict where it matters to us, deaf to the rest. */
final class DescriptionReader {

  private static final int MOST_FORMATS = 64;
  private static final int USUAL_PTIME = 20;
  private static final int MOST_PTIME = 1_000;

  private final String text;
  private final List<MediaLine> media = new ArrayList<>();
  private Optional<String> sessionAddress = Optional.empty();
  private Direction sessionDirection = Direction.SENDRECV;
  private Optional<Section> open = Optional.empty();

  DescriptionReader(String text) {
    this.text = text;
  }

  SessionDescription read() throws MediaRefused {
    String[] lines = text.split("\r\n|\n|\r", -1);
    if (!lines[0].strip().equals("v=0")) {
      throw SessionDescription.malformed("a description begins with v=0");
    }
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        line(lines[i]);
      }
    }
    open.ifPresent(this::close);
    if (media.isEmpty()) {
      throw SessionDescription.malformed("a description has at least one m= line");
    }
    return new SessionDescription(media);
  }

  private void line(String line) throws MediaRefused {
    if (line.length() < 2 || line.charAt(1) != '=') {
      throw SessionDescription.malformed(
          "a line is a letter, '=' and a value, not '" + cut(line) + "'");
    }
    String value = line.substring(2).strip();
    switch (line.charAt(0)) {
      case 'm' -> beginMedia(value);
      case 'c' -> connection(value);
      case 'a' -> attribute(value);
      default -> {
        // Names, times, bandwidth: of no use to us
      }
    }
  }

  private void beginMedia(String value) throws MediaRefused {
    open.ifPresent(this::close);
    if (media.size() == SessionDescription.MOST_MEDIA) {
      throw SessionDescription.malformed("a description has at most 8 m= lines");
    }
    String[] parts = value.split("\\s+", -1);
    if (parts.length < 4 || parts.length > MOST_FORMATS) {
      throw SessionDescription.malformed("no media, port, transport and formats: m=" + cut(value));
    }
    // "49170/2" asks for two port pairs: the first will do
    int port = number(parts[1].split("/", 2)[0], 65_535, "port");
    open = Optional.of(new Section(parts, port, sessionDirection));
  }

  private void connection(String value) throws MediaRefused {
    String[] parts = value.split("\\s+", -1);
    if (parts.length != 3 || !parts[0].equals("IN")) {
      throw SessionDescription.malformed(
          "an address reads c=IN IP4 192.0.2.1, not c=" + cut(value));
    }
    Optional<String> address = Optional.of(parts[2]);
    if (open.isPresent()) {
      open.get().address = address;
    } else {
      sessionAddress = address;
    }
  }

  private void attribute(String value) throws MediaRefused {
    Optional<Direction> direction = Direction.ofAttribute(value);
    if (direction.isPresent()) {
      if (open.isPresent()) {
        open.get().direction = direction.get();
      } else {
        sessionDirection = direction.get();
      }
      return;
    }
    if (open.isPresent()) {
      int colon = value.indexOf(':');
      String name = colon < 0 ? value : value.substring(0, colon);
      open.get().attribute(name, colon < 0 ? "" : value.substring(colon + 1).strip());
    }
  }

  private void close(Section section) {
    media.add(section.toLine(sessionAddress));
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  private static int number(String text, int most, String what) throws MediaRefused {
    if (!text.matches("\\d{1,7}") || Integer.parseInt(text) > most) {
      throw SessionDescription.malformed(
          "a " + what + " is a number up to " + most + ", not " + cut(text));
    }
    return Integer.parseInt(text);
  }

  /** A section of which more lines may come. */
  private static final class Section {
    private final String[] parts;
    private final int port;
    private final Map<Integer, RtpMap> rtpmaps = new HashMap<>();
    private final Map<Integer, String> fmtps = new HashMap<>();
    private final List<Crypto> cryptos = new ArrayList<>();
    private Optional<String> address = Optional.empty();
    private Optional<Integer> rtcpPort = Optional.empty();
    private Direction direction;
    private int ptime = USUAL_PTIME;
    private int maxptime = MOST_PTIME;
    private boolean rtcpMux;

    Section(String[] parts, int port, Direction direction) {
      this.parts = parts;
      this.port = port;
      this.direction = direction;
    }

    void attribute(String name, String value) throws MediaRefused {
      switch (name) {
        case "rtpmap" -> rtpmap(value);
        case "fmtp" -> {
          String[] both = value.split("\\s+", 2);
          if (both.length == 2 && both[0].matches("\\d{1,3}")) {
            fmtps.put(Integer.parseInt(both[0]), both[1]);
          }
        }
        case "ptime" -> ptime = number(value.split("\\.", 2)[0], MOST_PTIME, "ptime");
        case "maxptime" -> maxptime = number(value.split("\\.", 2)[0], MOST_PTIME, "maxptime");
        case "rtcp-mux" -> rtcpMux = true;
        case "rtcp" -> rtcpPort = Optional.of(number(value.split("\\s+", 2)[0], 65_535, "port"));
        case "crypto" -> Crypto.read(value).ifPresent(cryptos::add);
        default -> {
          // RFC 8866 section 6: an attribute that is not known is ignored
        }
      }
    }

    private void rtpmap(String value) throws MediaRefused {
      String[] both = value.split("\\s+", 2);
      String[] codec = both.length == 2 ? both[1].strip().split("/") : new String[0];
      if (codec.length < 2 || codec.length > 3) {
        throw SessionDescription.malformed("an rtpmap reads 0 PCMU/8000, not " + cut(value));
      }
      int channels = codec.length == 3 ? number(codec[2], 255, "number of channels") : 1;
      rtpmaps.put(
          number(both[0], 127, "payload type"),
          new RtpMap(codec[0], number(codec[1], 1_000_000, "clock rate"), channels));
    }

    MediaLine toLine(Optional<String> sessionAddress) {
      return new MediaLine(
          parts[0].toLowerCase(Locale.ROOT),
          port,
          parts[2],
          List.of(parts).subList(3, parts.length),
          Map.copyOf(rtpmaps),
          Map.copyOf(fmtps),
          address.or(() -> sessionAddress),
          direction,
          ptime,
          maxptime,
          rtcpMux,
          rtcpPort,
          List.copyOf(cryptos));
    }
  }
}
