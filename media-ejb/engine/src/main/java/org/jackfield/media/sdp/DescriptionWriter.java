package org.jackfield.media.sdp;

import java.util.Optional;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Negotiation.Agreed;

/** Writes our offers and answers. */
public final class DescriptionWriter {

  private final LocalMedia local;

  /** For one leg. */
  public DescriptionWriter(LocalMedia local) {
    this.local = local;
  }

  /**
   * Everything that we speak.
   *
   * @param version counts the descriptions of one session
   */
  public String offer(int version, Optional<Crypto> key) {
    StringBuilder types = new StringBuilder();
    StringBuilder maps = new StringBuilder();
    for (Codec codec : local.codecs()) {
      types.append(' ').append(PayloadTypes.ours(codec));
      rtpmap(maps, PayloadTypes.ours(codec), codec);
    }
    local.codecs().stream()
        .map(Codec::clockRate)
        .distinct()
        .forEach(clockRate -> {
          int type = PayloadTypes.ofEvents(clockRate);
          types.append(' ').append(type);
          events(maps, type, clockRate);
        });
    StringBuilder text = session(version);
    boolean demanded = key.isPresent() && local.protection() != Protection.OFFERED;
    media(text, demanded ? "RTP/SAVP" : "RTP/AVP", types, maps, Agreement.FRAME_MILLIS);
    key.ifPresent(crypto -> attribute(text, "crypto:" + crypto.attribute()));
    attribute(text, Direction.SENDRECV.attribute());
    attribute(text, "rtcp-mux");
    return text.toString();
  }

  /** What was agreed on, and each other section refused (RFC 3264 section 6). */
  public String answer(SessionDescription offer, Agreed agreed, int version) {
    StringBuilder text = session(version);
    for (int i = 0; i < offer.media().size(); i++) {
      MediaLine line = offer.media().get(i);
      if (i == agreed.index()) {
        agreed(text, line.transport(), agreed.agreement());
      } else {
        text.append("m=").append(line.type()).append(" 0 ").append(line.transport());
        text.append(' ').append(String.join(" ", line.formats())).append("\r\n");
      }
    }
    return text.toString();
  }

  /**
   * What was agreed on as an offer of ours, in which no section that ever was is missing (RFC 3264
   * section 8): those that are not ours stay refused.
   *
   * @param last whose sections were described last, by whichever side
   */
  public String reoffer(SessionDescription last, Agreed agreed, int version) {
    return answer(last, agreed, version);
  }

  private void agreed(StringBuilder text, String transport, Agreement agreement) {
    StringBuilder types = new StringBuilder().append(' ').append(agreement.receiveType());
    StringBuilder maps = new StringBuilder();
    rtpmap(maps, agreement.receiveType(), agreement.codec());
    agreement
        .events()
        .ifPresent(events -> {
          types.append(' ').append(events.receiveType());
          events(maps, events.receiveType(), agreement.codec().clockRate());
        });
    media(text, transport, types, maps, agreement.ptime());
    agreement.keys().ifPresent(keys -> attribute(text, "crypto:" + keys.ours().attribute()));
    attribute(text, agreement.direction().attribute());
    if (agreement.rtcpMux()) {
      attribute(text, "rtcp-mux");
    }
  }

  private StringBuilder session(int version) {
    String host = (local.isV4() ? "IP4 " : "IP6 ") + local.address().getHostAddress();
    return new StringBuilder("v=0\r\no=- ")
        .append(local.sessionId())
        .append(' ')
        .append(version)
        .append(" IN ")
        .append(host)
        .append("\r\ns=-\r\nc=IN ")
        .append(host)
        .append("\r\nt=0 0\r\n");
  }

  private void media(
      StringBuilder text, String transport, StringBuilder types, StringBuilder maps, int ptime) {
    text.append("m=audio ").append(local.port()).append(' ').append(transport);
    text.append(types).append("\r\n").append(maps);
    attribute(text, "ptime:" + ptime);
  }

  private static void rtpmap(StringBuilder maps, int type, Codec codec) {
    attribute(maps, "rtpmap:" + type + " " + PayloadTypes.rtpmap(codec));
    if (codec == Codec.OPUS) {
      // RFC 7587 section 6.1: without useinbandfec, for a loss is concealed and not corrected
      attribute(maps, "fmtp:" + type + " maxplaybackrate=16000;stereo=0");
    }
  }

  private static void events(StringBuilder maps, int type, int clockRate) {
    attribute(maps, "rtpmap:" + type + " telephone-event/" + clockRate);
    attribute(maps, "fmtp:" + type + " 0-15");
  }

  private static void attribute(StringBuilder text, String attribute) {
    text.append("a=").append(attribute).append("\r\n");
  }
}
