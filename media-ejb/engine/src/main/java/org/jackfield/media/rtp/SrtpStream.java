package org.jackfield.media.rtp;

import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jackfield.media.rtp.SrtpSources.Source;
import org.jackfield.media.sdp.Crypto;

/**
 * Protects, or opens, the packets of one direction (RFC 3711 with AES in counter mode and
 * HMAC-SHA1). Allocates nothing for a packet. One thread.
 */
final class SrtpStream {

  /** What cannot be opened. */
  static final int FORGED = -1;

  private static final int AUTH_KEY = 20;
  private static final int RTCP_TAG = 10;
  private static final int RTCP_HEADER = 8;
  private static final int INDEX = 4;

  private final Half rtp;
  private final Half rtcp;
  private final byte[] trailer = new byte[INDEX];
  private final byte[] tag = new byte[AUTH_KEY];

  // Of what we protect, which has one source
  private boolean any;
  private int rollover;
  private int highest;
  private int rtcpIndex;

  // Of what we open
  private final SrtpSources sources;
  private final SrtpSources rtcpSources = new SrtpSources();

  /** The keys for RTP, or those for RTCP. */
  private static final class Half {
    private final SrtpCipher cipher;
    private final byte[] inner = new byte[64];
    private final byte[] outer = new byte[64];
    private final MessageDigest sha;
    private final int tagBytes;

    Half(byte[] keyAndSalt, int label, int tagBytes) throws GeneralSecurityException {
      this.tagBytes = tagBytes;
      cipher =
          new SrtpCipher(
              SrtpCipher.derive(keyAndSalt, label, SrtpCipher.BLOCK),
              SrtpCipher.derive(keyAndSalt, label + 2, SrtpCipher.SALT));
      sha = MessageDigest.getInstance("SHA-1");
      byte[] key = SrtpCipher.derive(keyAndSalt, label + 1, AUTH_KEY);
      Arrays.fill(inner, (byte) 0x36);
      Arrays.fill(outer, (byte) 0x5C);
      for (int i = 0; i < key.length; i++) {
        inner[i] ^= key[i];
        outer[i] ^= key[i];
      }
    }
  }

  SrtpStream(Crypto crypto) {
    this(crypto, new SrtpSources());
  }

  /**
   * With another key than before, for the same stream: its counters go on (RFC 3711 sections 3.2.1
   * and 3.3.1).
   */
  SrtpStream(Crypto crypto, SrtpStream before) {
    this(crypto, before.sources.rekeyed());
    any = before.any;
    rollover = before.rollover;
    highest = before.highest;
    rtcpIndex = before.rtcpIndex;
  }

  private SrtpStream(Crypto crypto, SrtpSources sources) {
    this.sources = sources;
    byte[] keyAndSalt = crypto.keyAndSalt();
    try {
      rtp = new Half(keyAndSalt, 0, crypto.suite().tagBytes());
      rtcp = new Half(keyAndSalt, 3, RTCP_TAG);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Each Java has AES and SHA-1", missing);
    }
  }

  /** Encrypts a packet of RTP where it is. Returns its new length. */
  int protect(byte[] packet, int length) {
    int sequence = RtpPacket.unsigned16(packet, 2);
    if (!any) {
      any = true;
      highest = sequence;
    }
    if (sequence < highest && highest - sequence > 1 << 15) {
      rollover++;
      highest = sequence;
    } else if (sequence - highest < 1 << 15) {
      highest = Math.max(highest, sequence);
    }
    int cycle = sequence - highest > 1 << 15 ? rollover - 1 : rollover;
    long index = (long) cycle << 16 | sequence;
    int start = RtpPacket.HEADER;
    rtp.cipher.crypt(packet, start, length - start, RtpPacket.int32(packet, 8), index);
    RtpPacket.put32(trailer, 0, cycle);
    sign(rtp, packet, length, true);
    System.arraycopy(tag, 0, packet, length, rtp.tagBytes);
    return length + rtp.tagBytes;
  }

  /** Opens a packet of RTP where it is. Returns its new length, or {@link #FORGED}. */
  int open(byte[] packet, int count) {
    int length = count - rtp.tagBytes;
    int start = length < RtpPacket.HEADER ? length + 1 : payloadOf(packet, length);
    if (start > length) {
      return FORGED;
    }
    int sequence = RtpPacket.unsigned16(packet, 2);
    int source = RtpPacket.int32(packet, 8);
    Source known = sources.of(source);
    int cycle = known == null ? 0 : known.cycleOf(sequence);
    long index = (long) cycle << 16 | sequence;
    if (cycle < 0 || (known != null && !known.isNew(index))) {
      return FORGED;
    }
    if (isAuthentic(packet, length, cycle)) {
      if (known == null) {
        known = sources.begin(source, sequence);
      }
      known.take(cycle, sequence);
    } else if (known != null && known.isDoubtful() && isAuthentic(packet, length, 0)) {
      // Who has changed its key and counts from the start again all the same
      sources.restart(known, sequence);
      known.take(0, sequence);
      index = sequence;
    } else {
      return FORGED;
    }
    rtp.cipher.crypt(packet, start, length - start, source, index);
    return length;
  }

  private boolean isAuthentic(byte[] packet, int length, int cycle) {
    RtpPacket.put32(trailer, 0, cycle);
    sign(rtp, packet, length, true);
    return isSignedAt(packet, length, rtp.tagBytes);
  }

  private static int payloadOf(byte[] packet, int length) {
    int start = RtpPacket.HEADER + 4 * (packet[0] & 0x0F);
    if ((packet[0] & 0x10) != 0) {
      start += start + 4 > length ? length : 4 + 4 * RtpPacket.unsigned16(packet, start + 2);
    }
    return start;
  }

  /** Encrypts RTCP where it is (section 3.4). Returns its new length. */
  int protectRtcp(byte[] packet, int length) {
    rtcpIndex = (rtcpIndex + 1) & 0x7FFF_FFFF;
    int source = RtpPacket.int32(packet, 4);
    rtcp.cipher.crypt(packet, RTCP_HEADER, length - RTCP_HEADER, source, rtcpIndex);
    RtpPacket.put32(packet, length, rtcpIndex | 1 << 31);
    sign(rtcp, packet, length + INDEX, false);
    System.arraycopy(tag, 0, packet, length + INDEX, RTCP_TAG);
    return length + INDEX + RTCP_TAG;
  }

  /** Opens RTCP where it is. Returns its new length, or {@link #FORGED}. */
  int openRtcp(byte[] packet, int count) {
    int length = count - INDEX - RTCP_TAG;
    if (length < RTCP_HEADER) {
      return FORGED;
    }
    int word = RtpPacket.int32(packet, length);
    int index = word & 0x7FFF_FFFF;
    int source = RtpPacket.int32(packet, 4);
    // Section 3.2.3: each source counts its own
    Source known = rtcpSources.of(source);
    sign(rtcp, packet, length + INDEX, false);
    if (!isSignedAt(packet, length + INDEX, RTCP_TAG) || (known != null && !known.isNew(index))) {
      return FORGED;
    }
    if (known == null) {
      known = rtcpSources.begin(source, index);
    }
    known.take(index);
    if (word < 0) {
      rtcp.cipher.crypt(packet, RTCP_HEADER, length - RTCP_HEADER, source, index);
    }
    return length;
  }

  /** HMAC-SHA1 into {@link #tag}, with the rollover counter for RTP. */
  private void sign(Half half, byte[] packet, int length, boolean withTrailer) {
    MessageDigest sha = half.sha;
    try {
      sha.update(half.inner);
      sha.update(packet, 0, length);
      if (withTrailer) {
        sha.update(trailer);
      }
      sha.digest(tag, 0, AUTH_KEY);
      sha.update(half.outer);
      sha.update(tag);
      sha.digest(tag, 0, AUTH_KEY);
    } catch (DigestException tooShort) {
      throw new IllegalStateException("SHA-1 has 20 bytes", tooShort);
    }
  }

  private boolean isSignedAt(byte[] packet, int at, int bytes) {
    int difference = 0;
    for (int i = 0; i < bytes; i++) {
      difference |= tag[i] ^ packet[at + i];
    }
    return difference == 0;
  }
}
