package org.jackfield.media.sdp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.jackfield.media.codec.Codec;

/**
 * Our side of a description.
 *
 * @param address where peers reach us
 * @param port of RTP, even; RTCP has the next one
 * @param codecs what we speak, the dearest to us first
 * @param protection whether sound is protected
 * @param sessionId of the {@code o=} line
 */
public record LocalMedia(
    InetAddress address, int port, List<Codec> codecs, Protection protection, long sessionId) {

  /** Takes a copy. */
  public LocalMedia {
    codecs = List.copyOf(codecs);
  }

  boolean isV4() {
    return address instanceof Inet4Address;
  }
}
