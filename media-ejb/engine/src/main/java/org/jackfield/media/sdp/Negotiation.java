package org.jackfield.media.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaRefused.Reason;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Agreement.Events;
import org.jackfield.media.sdp.Agreement.Keys;
import org.jackfield.media.sdp.MediaLine.RtpMap;

/** Offer and answer (RFC 3264) for the one stream of voice that a leg has. */
public final class Negotiation {

  private final LocalMedia local;

  /**
   * Of which section and with which key.
   *
   * @param index of the section among those of the peer's description
   */
  public record Agreed(int index, Agreement agreement) {}

  /** For one leg. */
  public Negotiation(LocalMedia local) {
    this.local = local;
  }

  /**
   * What an offer and we have in common.
   *
   * @throws MediaRefused if that is nothing
   */
  public Agreed toOffer(SessionDescription offer) throws MediaRefused {
    Optional<MediaRefused> first = Optional.empty();
    for (int i = 0; i < offer.media().size(); i++) {
      MediaLine line = offer.media().get(i);
      if (isWanted(line)) {
        try {
          return new Agreed(i, agree(line, keysFor(line)));
        } catch (MediaRefused refused) {
          first = first.or(() -> Optional.of(refused));
        }
      }
    }
    throw first.orElseGet(() -> refused("an offer has voice by RTP/AVP or RTP/SAVP"));
  }

  /**
   * What an answer took of our offer.
   *
   * @param ours the key that we offered, if any
   * @throws MediaRefused if that is nothing
   */
  public Agreed toAnswer(SessionDescription answer, Optional<Crypto> ours) throws MediaRefused {
    MediaLine line = answer.media().getFirst();
    if (!isWanted(line) || line.isSecure() != ours.isPresent()) {
      throw refused("an answer takes the voice that was offered, with the same transport");
    }
    Optional<Keys> keys = Optional.empty();
    if (ours.isPresent()) {
      Crypto theirs =
          line.cryptos().stream()
              .filter(c -> c.tag() == ours.get().tag() && c.suite() == ours.get().suite())
              .findFirst()
              .orElseThrow(() -> refused("an answer to RTP/SAVP has the crypto line of the offer"));
      keys = Optional.of(new Keys(ours.get(), theirs));
    }
    return new Agreed(0, agree(line, keys));
  }

  private static boolean isWanted(MediaLine line) {
    return line.isAudio() && line.port() != 0 && (line.isPlain() || line.isSecure());
  }

  private static Optional<Keys> keysFor(MediaLine line) throws MediaRefused {
    if (!line.isSecure()) {
      return Optional.empty();
    }
    Crypto theirs =
        line.cryptos().stream()
            .findFirst()
            .orElseThrow(
                () -> refused("RTP/SAVP has a crypto line with AES_CM_128_HMAC_SHA1_80 or _32"));
    return Optional.of(new Keys(Crypto.random(theirs.tag(), theirs.suite()), theirs));
  }

  private Agreement agree(MediaLine line, Optional<Keys> keys) throws MediaRefused {
    int type = -1;
    Codec codec = Codec.PCMU;
    for (Codec ours : local.codecs()) {
      if (type < 0) {
        type = typeOf(line, ours);
        codec = ours;
      }
    }
    if (type < 0) {
      throw refused("one of the codecs is " + names(local.codecs()));
    }
    InetAddress address =
        PeerAddress.read(
            line.address().orElseThrow(() -> SessionDescription.malformed("there is no c= line")),
            local);
    // RFC 3264 section 8.4: 0.0.0.0 is the old way to say that nobody listens
    boolean held = address.isAnyLocalAddress();
    Direction theirs = held ? line.direction().deaf() : line.direction();
    InetSocketAddress peer = peer(address, line.port(), held);
    int rtcp = line.rtcpMux() ? line.port() : line.rtcpPort().orElse(line.port() + 1);
    return new Agreement(
        codec,
        type,
        type,
        eventsOf(line, codec.clockRate()).map(number -> new Events(number, number)),
        peer,
        rtcp > 65_535 ? peer : peer(address, rtcp, held),
        line.rtcpMux(),
        theirs.mirrored(),
        keys);
  }

  private InetSocketAddress peer(InetAddress address, int port, boolean held) throws MediaRefused {
    return held
        ? new InetSocketAddress(address, port)
        : PeerAddress.reachable(address, port, local);
  }

  private static int typeOf(MediaLine line, Codec wanted) {
    for (String format : line.formats()) {
      int type = typeOf(format);
      if (type >= 0 && encodingOf(line, type).filter(wanted::equals).isPresent()) {
        return type;
      }
    }
    return -1;
  }

  private static Optional<Codec> encodingOf(MediaLine line, int type) {
    RtpMap map = line.rtpmaps().get(type);
    return map != null ? PayloadTypes.codec(map) : Codec.ofStaticPayloadType(type);
  }

  private static Optional<Integer> eventsOf(MediaLine line, int clockRate) {
    for (String format : line.formats()) {
      RtpMap map = line.rtpmaps().get(typeOf(format));
      if (map != null
          && map.name().equalsIgnoreCase("telephone-event")
          && map.clockRate() == clockRate) {
        return Optional.of(typeOf(format));
      }
    }
    return Optional.empty();
  }

  private static int typeOf(String format) {
    if (!format.matches("\\d{1,3}")) {
      return -1;
    }
    int type = Integer.parseInt(format);
    return type > PayloadTypes.LAST ? -1 : type;
  }

  private static String names(List<Codec> codecs) {
    return String.join(", ", codecs.stream().map(PayloadTypes::rtpmap).toList());
  }

  private static MediaRefused refused(String message) {
    return new MediaRefused(Reason.NOT_ACCEPTABLE, message);
  }
}
