package org.jackfield.media.rtp;

import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.jackfield.media.sdp.Crypto;

/**
 * Protects, or opens, the packets of one direction (RFC 3711 with AES in counter mode and
 * HMAC-SHA1). Allocates nothing for a packet. One thread.
 */
final class SrtpStream {

  /** What cannot be opened. */
  static final int FORGED = -1;

  private static final int BLOCK = 16;
  private static final int SALT = 14;
  private static final int AUTH_KEY = 20;
  private static final int RTCP_TAG = 10;
  private static final int RTCP_HEADER = 8;
  private static final int INDEX = 4;

  private final Half rtp;
  private final Half rtcp;
  private final byte[] counter = new byte[BLOCK];
  private final byte[] counters = new byte[Ticker.MOST_BYTES + 4 * BLOCK];
  private final byte[] stream = new byte[Ticker.MOST_BYTES + 4 * BLOCK];
  private final byte[] trailer = new byte[INDEX];
  private final byte[] tag = new byte[AUTH_KEY];

  private boolean known;
  private int ssrc;
  private int rollover;
  private int highest;
  private int rtcpIndex;
  private final ReplayWindow rtpWindow = new ReplayWindow();
  private final ReplayWindow rtcpWindow = new ReplayWindow();

  /** The keys for RTP, or those for RTCP. */
  private static final class Half {
    private final Cipher cipher;
    private final byte[] salt;
    private final byte[] inner = new byte[64];
    private final byte[] outer = new byte[64];
    private final MessageDigest sha;
    private final int tagBytes;

    Half(byte[] keyAndSalt, int label, int tagBytes) throws GeneralSecurityException {
      this.tagBytes = tagBytes;
      cipher = cipher(derive(keyAndSalt, label, BLOCK));
      salt = derive(keyAndSalt, label + 2, SALT);
      sha = MessageDigest.getInstance("SHA-1");
      byte[] key = derive(keyAndSalt, label + 1, AUTH_KEY);
      Arrays.fill(inner, (byte) 0x36);
      Arrays.fill(outer, (byte) 0x5C);
      for (int i = 0; i < key.length; i++) {
        inner[i] ^= key[i];
        outer[i] ^= key[i];
      }
    }
  }

  SrtpStream(Crypto crypto) {
    byte[] keyAndSalt = crypto.keyAndSalt();
    try {
      rtp = new Half(keyAndSalt, 0, crypto.suite().tagBytes());
      rtcp = new Half(keyAndSalt, 3, RTCP_TAG);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Each Java has AES and SHA-1", missing);
    }
  }

  private static Cipher cipher(byte[] key) throws GeneralSecurityException {
    // Counter mode is made of single blocks here: a Cipher of that mode needs a new state per
    // packet
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    return cipher;
  }

  /** RFC 3711 section 4.3, with a key derivation rate of zero. */
  static byte[] derive(byte[] keyAndSalt, int label, int length) throws GeneralSecurityException {
    byte[] block = new byte[2 * BLOCK];
    System.arraycopy(keyAndSalt, BLOCK, block, 0, SALT);
    block[7] ^= (byte) label;
    System.arraycopy(block, 0, block, BLOCK, BLOCK);
    block[2 * BLOCK - 1] = 1;
    return Arrays.copyOf(cipher(Arrays.copyOf(keyAndSalt, BLOCK)).doFinal(block), length);
  }

  /** Encrypts a packet of RTP where it is. Returns its new length. */
  int protect(byte[] packet, int length) {
    int sequence = RtpPacket.unsigned16(packet, 2);
    if (!known) {
      known = true;
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
    crypt(rtp, packet, start, length - start, RtpPacket.int32(packet, 8), index);
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
    boolean same = known && source == ssrc;
    int cycle = same ? cycleOf(sequence) : 0;
    long index = (long) cycle << 16 | sequence;
    if (cycle < 0 || (same && !rtpWindow.isNew(index))) {
      return FORGED;
    }
    RtpPacket.put32(trailer, 0, cycle);
    sign(rtp, packet, length, true);
    if (!isSignedAt(packet, length, rtp.tagBytes)) {
      return FORGED;
    }
    if (!same) {
      known = true;
      ssrc = source;
      rtpWindow.reset(index);
    }
    if (!same || index > ((long) rollover << 16 | highest)) {
      rollover = cycle;
      highest = sequence;
    }
    rtpWindow.take(index);
    crypt(rtp, packet, start, length - start, source, index);
    return length;
  }

  /** RFC 3711 section 3.3.1: which cycle comes closest. */
  private int cycleOf(int sequence) {
    if (highest < 1 << 15) {
      return sequence - highest > 1 << 15 ? rollover - 1 : rollover;
    }
    return highest - (1 << 15) > sequence ? rollover + 1 : rollover;
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
    crypt(rtcp, packet, RTCP_HEADER, length - RTCP_HEADER, source, rtcpIndex);
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
    sign(rtcp, packet, length + INDEX, false);
    if (!isSignedAt(packet, length + INDEX, RTCP_TAG) || !rtcpWindow.isNew(index)) {
      return FORGED;
    }
    rtcpWindow.take(index);
    if (word < 0) {
      int source = RtpPacket.int32(packet, 4);
      crypt(rtcp, packet, RTCP_HEADER, length - RTCP_HEADER, source, index);
    }
    return length;
  }

  private void crypt(Half half, byte[] packet, int start, int length, int source, long index) {
    System.arraycopy(half.salt, 0, counter, 0, SALT);
    counter[14] = 0;
    counter[15] = 0;
    for (int i = 0; i < 4; i++) {
      counter[4 + i] ^= (byte) (source >> (24 - 8 * i));
    }
    for (int i = 0; i < 6; i++) {
      counter[8 + i] ^= (byte) (index >> (40 - 8 * i));
    }
    int blocks = (length + BLOCK - 1) / BLOCK;
    for (int i = 0; i < blocks; i++) {
      System.arraycopy(counter, 0, counters, i * BLOCK, SALT);
      RtpPacket.put16(counters, i * BLOCK + SALT, i);
    }
    try {
      half.cipher.update(counters, 0, blocks * BLOCK, stream, 0);
    } catch (ShortBufferException tooLong) {
      throw new IllegalStateException("A packet has at most 1500 bytes", tooLong);
    }
    for (int i = 0; i < length; i++) {
      packet[start + i] ^= stream[i];
    }
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
