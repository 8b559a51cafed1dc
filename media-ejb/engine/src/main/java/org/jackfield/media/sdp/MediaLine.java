package org.jackfield.media.sdp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code m=} section as it was read.
 *
 * @param type {@code audio}, {@code video} ...
 * @param port 0 where it is refused or not wanted
 * @param transport {@code RTP/AVP}, {@code RTP/SAVP} ...
 * @param formats the formats in the order of preference, as they stand
 * @param rtpmaps what dynamic payload types mean
 * @param fmtps their parameters
 * @param address its own {@code c=}, or that of the session
 * @param rtcpPort of {@code a=rtcp}, where it is not the next one
 */
public record MediaLine(
    String type,
    int port,
    String transport,
    List<String> formats,
    Map<Integer, RtpMap> rtpmaps,
    Map<Integer, String> fmtps,
    Optional<String> address,
    Direction direction,
    int ptime,
    boolean rtcpMux,
    Optional<Integer> rtcpPort,
    List<Crypto> cryptos) {

  /** The value of an {@code rtpmap}. */
  public record RtpMap(String name, int clockRate, int channels) {}

  boolean isAudio() {
    return type.equals("audio");
  }

  boolean isSecure() {
    return transport.equals("RTP/SAVP") || transport.equals("RTP/SAVPF");
  }

  boolean isPlain() {
    return transport.equals("RTP/AVP") || transport.equals("RTP/AVPF");
  }
}
