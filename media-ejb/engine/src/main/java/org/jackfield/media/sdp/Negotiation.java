package org.jackfield.media.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaRefused.Reason;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Agreement.Events;
import org.jackfield.media.sdp.Agreement.Keys;
import org.jackfield.media.sdp.Agreement.Others;
import org.jackfield.media.sdp.MediaLine.RtpMap;

/** Offer and answer (RFC 3264) for the one stream of voice that a leg has. */
public final class Negotiation {

  private final LocalMedia local;

  /**
   * Of which section and with which key.
   *
   * @param index of the section among those of the peer's description
   */
  public record Agreed(int index, Agreement agreement) {

    /** The same with sound in both directions. */
    public Agreed withoutHold() {
      return new Agreed(index, agreement.withoutHold());
    }
  }

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
    return toOffer(offer, Optional.empty());
  }

  /**
   * The same within a dialog: we keep our key as long as the suite is the same, for our port is,
   * and our packets go on as if nothing had been (RFC 4568 section 7.1.4).
   *
   * @param before the keys in use, if any
   */
  public Agreed toOffer(SessionDescription offer, Optional<Keys> before) throws MediaRefused {
    Optional<MediaRefused> first = Optional.empty();
    for (int i = 0; i < offer.media().size(); i++) {
      MediaLine line = offer.media().get(i);
      if (isWanted(line)) {
        try {
          return new Agreed(i, agree(line, keysFor(line, before), local.codecs()));
        } catch (MediaRefused refused) {
          first = first.or(() -> Optional.of(refused));
        }
      }
    }
    throw first.orElseGet(() -> refused("an offer has voice by RTP/AVP or RTP/SAVP"));
  }

  /**
   * What an answer took of our offer: of several codecs we speak the first, as the peer wishes, and
   * hear each (RFC 3264 section 7).
   *
   * @param offer ours, whose numbers the peer sends by
   * @param ours the key that we offered, if any
   * @throws MediaRefused if that is nothing
   */
  public Agreed toAnswer(SessionDescription answer, SessionDescription offer, Optional<Crypto> ours)
      throws MediaRefused {
    int index = 0;
    while (index < offer.media().size() && !isWanted(offer.media().get(index))) {
      index++;
    }
    if (index == offer.media().size() || index >= answer.media().size()) {
      throw refused("an answer has each m= line of the offer");
    }
    MediaLine line = answer.media().get(index);
    boolean demanded = offer.media().get(index).isSecure();
    if (!isWanted(line) || line.isSecure() != demanded) {
      throw refused("an answer takes the voice that was offered, with the same transport");
    }
    Optional<Keys> keys = ours.flatMap(key -> answered(line, key));
    if (demanded && keys.isEmpty()) {
      throw refused("an answer to RTP/SAVP has the crypto line of the offer");
    }
    List<Codec> wishes = wishesOf(line);
    return new Agreed(
        index, byNumbersOf(offer.media().get(index), line, agree(line, keys, wishes), wishes));
  }

  private static Optional<Keys> answered(MediaLine line, Crypto ours) {
    return line.cryptos().stream()
        .filter(theirs -> theirs.tag() == ours.tag() && theirs.suite() == ours.suite())
        .findFirst()
        .map(theirs -> new Keys(ours, theirs));
  }

  private List<Codec> wishesOf(MediaLine line) {
    return line.formats().stream()
        .map(Negotiation::typeOf)
        .filter(type -> type >= 0)
        .flatMap(type -> encodingOf(line, type).stream())
        .filter(local.codecs()::contains)
        .toList();
  }

  /** The peer was told our numbers, and may say others for what we send. */
  private static Agreement byNumbersOf(
      MediaLine offered, MediaLine answered, Agreement agreed, List<Codec> wishes) {
    int type = typeOf(offered, agreed.codec());
    Optional<Integer> events = eventsOf(offered, agreed.codec().clockRate());
    return new Agreement(
        agreed.codec(),
        agreed.sendType(),
        type < 0 ? agreed.receiveType() : type,
        agreed
            .events()
            .map(theirs -> new Events(theirs.sendType(), events.orElse(theirs.receiveType()))),
        othersOf(offered, answered, agreed.codec(), wishes),
        agreed.peer(),
        agreed.peerRtcp(),
        agreed.rtcpMux(),
        agreed.direction(),
        agreed.keys(),
        agreed.framesPerPacket());
  }

  /** Who took several may speak any of them, at any time (RFC 3264 section 7). */
  private static Others othersOf(
      MediaLine offered, MediaLine answered, Codec first, List<Codec> wishes) {
    Map<Integer, Codec> codecs = new HashMap<>();
    Set<Integer> events = new HashSet<>();
    for (Codec codec : wishes) {
      int type = typeOf(offered, codec);
      if (codec != first && type >= 0) {
        codecs.put(type, codec);
        if (codec.clockRate() != first.clockRate()
            && eventsOf(answered, codec.clockRate()).isPresent()) {
          eventsOf(offered, codec.clockRate()).ifPresent(events::add);
        }
      }
    }
    return new Others(codecs, events);
  }

  private static boolean isWanted(MediaLine line) {
    return line.isAudio() && line.port() != 0 && (line.isPlain() || line.isSecure());
  }

  private Optional<Keys> keysFor(MediaLine line, Optional<Keys> before) throws MediaRefused {
    boolean offered = !line.cryptos().isEmpty() && local.protection() != Protection.OFF;
    if (!line.isSecure() && !offered) {
      if (local.protection() == Protection.REQUIRED) {
        throw refused("sound is protected: RTP/SAVP with a crypto line");
      }
      return Optional.empty();
    }
    Crypto theirs =
        line.cryptos().stream()
            .findFirst()
            .orElseThrow(
                () -> refused("RTP/SAVP has a crypto line with AES_CM_128_HMAC_SHA1_80 or _32"));
    Crypto ours =
        before
            .map(Keys::ours)
            .filter(key -> key.suite() == theirs.suite())
            .map(key -> key.withTag(theirs.tag()))
            .orElseGet(() -> Crypto.random(theirs.tag(), theirs.suite()));
    return Optional.of(new Keys(ours, theirs));
  }

  private Agreement agree(MediaLine line, Optional<Keys> keys, List<Codec> wishes)
      throws MediaRefused {
    int type = -1;
    Codec codec = Codec.PCMU;
    for (Codec ours : wishes) {
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
        Others.NONE,
        peer,
        rtcp > 65_535 ? peer : peer(address, rtcp, held),
        line.rtcpMux(),
        theirs.mirrored(),
        keys,
        Math.min(line.framesPerPacket(), codec.mostFramesPerPacket()));
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
