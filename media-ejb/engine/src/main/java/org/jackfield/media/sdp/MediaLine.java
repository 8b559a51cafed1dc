package org.jackfield.media.sdp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code m=} section as it was read.
 *
 * @param type {@code audio}, {@code video} ...
 * @param port 0 where it is refused or not wanted
 * @param transport {@code RTP/AVP}, {@code RTP/SAVP} ... as it stands; case does not count
 * @param formats the formats in the order of preference, as they stand
 * @param rtpmaps what dynamic payload types mean
 * @param fmtps their parameters
 * @param address its own {@code c=}, or that of the session
 * @param ptime how much sound the peer wants in a packet, in milliseconds
 * @param maxptime how much it bears, in milliseconds
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
    int maxptime,
    boolean rtcpMux,
    Optional<Integer> rtcpPort,
    List<Crypto> cryptos) {

  private static final int MOST_FRAMES = 3;

  /** The value of an {@code rtpmap}. */
  public record RtpMap(String name, int clockRate, int channels) {}

  /** How many frames of 20 ms the peer is sent at a time, where the codec allows it: 1 to 3. */
  int framesPerPacket() {
    return Math.clamp(Math.min(ptime, maxptime) / Agreement.FRAME_MILLIS, 1, MOST_FRAMES);
  }

  boolean isAudio() {
    return type.equals("audio");
  }

  boolean isSecure() {
    return transport.equalsIgnoreCase("RTP/SAVP") || transport.equalsIgnoreCase("RTP/SAVPF");
  }

  boolean isPlain() {
    return transport.equalsIgnoreCase("RTP/AVP") || transport.equalsIgnoreCase("RTP/AVPF");
  }
}
