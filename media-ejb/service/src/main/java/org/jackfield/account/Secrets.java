package org.jackfield.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must be readable again, with a key that lies in a file of the server and never in
 * the database; hashes what need not be. Any thread.
 */
final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;

  private Secrets(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** With the key in a file, which is made, for its owner alone, if it is not there. */
  static Secrets of(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
    if (key.length != KEY_BYTES) {
      throw new IOException("The key in " + file + " must be " + KEY_BYTES + " bytes in hex");
    }
    return new Secrets(key);
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    try {
      writePrivately(file, HexFormat.of().formatHex(key) + "\n");
    } catch (FileAlreadyExistsException another) {
      // A server that shares the folder was quicker, and its key is as good
    }
  }

  /** Writes a file that is new and that only its owner can read. */
  static void writePrivately(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } else {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    }
  }

  /**
   * Encrypts a secret.
   *
   * @param of the SID it belongs to: moved to another one it cannot be read
   */
  String encrypt(String of, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, of).doFinal(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(nonce) + ":" + Base64.getEncoder().encodeToString(sealed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES is part of every JDK", impossible);
    }
  }

  /** Reads a secret again. */
  String decrypt(String of, String sealed) {
    int colon = sealed.indexOf(':');
    try {
      byte[] nonce = HexFormat.of().parseHex(sealed.substring(0, colon));
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, nonce, of)
              .doFinal(Base64.getDecoder().decode(sealed.substring(colon + 1)));
      return new String(secret, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException wrong) {
      throw new IllegalStateException(
          "The secret of " + of + " was encrypted with another key than the server's", wrong);
    }
  }

  /** A key for something else, from which nobody finds the server's own (RFC 5869 section 2.3). */
  byte[] keyFor(String use) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
      return mac.doFinal(use.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", impossible);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String of) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(of.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** For secrets of our own making, whose randomness needs no salt and no slowness. */
  static String hash(String secret) {
    return HexFormat.of().formatHex(digest(secret));
  }

  /** Compares in a time that says nothing about where two texts differ. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** 32 hex digits that nobody can guess. */
  static String random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
    }
  }
}
