package org.jackfield.media.rtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** AES in counter mode as RFC 3711 section 4.1.1 has it. Allocates nothing. One thread. */
final class SrtpCipher {

  static final int BLOCK = 16;
  static final int SALT = 14;

  private final Cipher cipher;
  private final byte[] salt;
  private final byte[] counter = new byte[BLOCK];
  private final byte[] counters = new byte[Ticker.MOST_BYTES + 4 * BLOCK];
  private final byte[] stream = new byte[Ticker.MOST_BYTES + 4 * BLOCK];

  /** With the keys of a session. */
  SrtpCipher(byte[] key, byte[] salt) throws GeneralSecurityException {
    // Counter mode is made of single blocks here: a Cipher of that mode needs a new state per
    // packet
    cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    this.salt = Arrays.copyOf(salt, SALT);
  }

  /** RFC 3711 section 4.3, with a key derivation rate of zero. */
  static byte[] derive(byte[] keyAndSalt, int label, int length) throws GeneralSecurityException {
    byte[] salt = Arrays.copyOfRange(keyAndSalt, BLOCK, BLOCK + SALT);
    salt[7] ^= (byte) label;
    byte[] key = new byte[length];
    new SrtpCipher(Arrays.copyOf(keyAndSalt, BLOCK), salt).crypt(key, 0, length, 0, 0);
    return key;
  }

  /** Encrypts, or decrypts, where it is: a packet of a source by its index. */
  void crypt(byte[] packet, int start, int length, int source, long index) {
    System.arraycopy(salt, 0, counter, 0, SALT);
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
      cipher.update(counters, 0, blocks * BLOCK, stream, 0);
    } catch (ShortBufferException tooLong) {
      throw new IllegalStateException("A packet has at most 1500 bytes", tooLong);
    }
    for (int i = 0; i < length; i++) {
      packet[start + i] ^= stream[i];
    }
  }
}
