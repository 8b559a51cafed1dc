package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jackfield.media.sdp.Crypto;
import org.jackfield.media.sdp.Crypto.Suite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpStreamTest {

  private static final HexFormat HEX = HexFormat.of();

  // RFC 3711 appendix B.3
  private static final byte[] MASTER =
      hex("E1F97A0D3E018BE0D64FA32C06DE4139" + "0EC675AD498AFEEBB6960B3AABE6");

  private static byte[] hex(String text) {
    return HEX.parseHex(text.replace(" ", ""));
  }

  @Test
  void makesTheKeyStreamOfRfc3711AppendixB2() throws Exception {
    byte[] zeros = new byte[48];
    new SrtpCipher(hex("2B7E151628AED2A6ABF7158809CF4F3C"), hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"))
        .crypt(zeros, 0, zeros.length, 0, 0);
    assertThat(zeros)
        .isEqualTo(
            hex(
                "E03EAD0935C95E80E166B16DD92B4EB4"
                    + "D23513162B02D0F72A43A2FE4A5F97AB"
                    + "41E95B3BB0A2E8DD477901E4FCA894C0"));
  }

  @Test
  void derivesTheKeysOfRfc3711AppendixB3() throws Exception {
    assertThat(SrtpCipher.derive(MASTER, 0, 16)).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
    assertThat(SrtpCipher.derive(MASTER, 2, 14)).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
    assertThat(SrtpCipher.derive(MASTER, 1, 94))
        .isEqualTo(
            hex(
                "CEBE321F6FF7716B6FD4AB49AF256A15"
                    + "6D38BAA48F0A0ACF3C34E2359E6CDBCE"
                    + "E049646C43D9327AD175578EF7227098"
                    + "6371C10C9A369AC2F94A8C5FBCDDDC25"
                    + "6D6E919A48B610EF17C2041E47403576"
                    + "6B68642C59BBFC2F34DB60DBDFB2"));
  }

  /** The packets that libsrtp checks itself with, which others have in common. */
  @Test
  void protectsPacketsAsOthersDo() {
    Crypto key = Crypto.of(1, Suite.AES_CM_128_HMAC_SHA1_80, MASTER);
    byte[] rtp =
        hex("800F1234DECAFBADCAFEBABE" + "ABABABABABABABABABABABABABABABAB" + "0".repeat(20));
    assertThat(new SrtpStream(key).protect(rtp, 28)).isEqualTo(38);
    assertThat(rtp)
        .isEqualTo(
            hex(
                "800F1234DECAFBADCAFEBABE"
                    + "4E55DC4CE79978D88CA4D215949D2402"
                    + "B78D6ACC99EA179B8DBB"));
    byte[] rtcp = hex("81C8000BCAFEBABE" + "ABABABABABABABABABABABABABABABAB" + "0".repeat(28));
    assertThat(new SrtpStream(key).protectRtcp(rtcp, 24)).isEqualTo(38);
    assertThat(rtcp)
        .isEqualTo(
            hex(
                "81C8000BCAFEBABE"
                    + "7128035BE487B9BDBEF89041F977A5A8"
                    + "80000001993E08CD54D6C1230798"));
    SrtpStream opens = new SrtpStream(key);
    assertThat(opens.open(rtp, 38)).isEqualTo(28);
    assertThat(opens.openRtcp(rtcp, 38)).isEqualTo(24);
  }

  private static byte[] report(int ssrc) {
    byte[] bytes = new byte[64];
    bytes[0] = (byte) 0x80;
    bytes[1] = (byte) 201;
    RtpPacket.put32(bytes, 4, ssrc);
    return bytes;
  }

  /** Section 3.2.3: two sources of one key, each of which counts its own. */
  @Test
  void opensReportsOfEachSourceByItsOwnNumbers() {
    Crypto key = Crypto.random(1, Suite.AES_CM_128_HMAC_SHA1_80);
    SrtpStream opens = new SrtpStream(key);
    SrtpStream busy = new SrtpStream(key);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = report(1);
      assertThat(opens.openRtcp(bytes, busy.protectRtcp(bytes, 32))).isEqualTo(32);
    }
    SrtpStream late = new SrtpStream(key);
    for (int i = 0; i < 3; i++) {
      byte[] bytes = report(2);
      int length = late.protectRtcp(bytes, 32);
      byte[] again = bytes.clone();
      assertThat(opens.openRtcp(bytes, length)).isEqualTo(32);
      assertThat(opens.openRtcp(again, length)).as("a replay").isEqualTo(SrtpStream.FORGED);
    }
    byte[] next = report(1);
    assertThat(opens.openRtcp(next, busy.protectRtcp(next, 32))).isEqualTo(32);
  }

  private static byte[] packet(int sequence, byte[] payload) {
    byte[] bytes = new byte[12 + payload.length + 32];
    RtpPacket.write(bytes, false, 15, sequence & 0xFFFF, 0xDECAFBAD, 0xCAFEBABE);
    System.arraycopy(payload, 0, bytes, 12, payload.length);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void opensWhatTheOtherProtectedOverTheWrapAndOutOfOrder(Suite suite) {
    Crypto key = Crypto.random(1, suite);
    SrtpStream ours = new SrtpStream(key);
    SrtpStream theirs = new SrtpStream(key);
    byte[] payload = new byte[160];
    new Random(1).nextBytes(payload);
    for (int sequence : new int[] {65_533, 65_535, 65_534, 65_536, 65_537, 131_072 - 40_000}) {
      byte[] bytes = packet(sequence, payload);
      int length = ours.protect(bytes, 172);
      assertThat(length).isEqualTo(172 + suite.tagBytes());
      assertThat(Arrays.copyOfRange(bytes, 12, 172)).isNotEqualTo(payload);
      byte[] again = bytes.clone();
      assertThat(theirs.open(bytes, length)).isEqualTo(172);
      assertThat(Arrays.copyOfRange(bytes, 12, 172)).isEqualTo(payload);
      assertThat(theirs.open(again, length)).as("a replay").isEqualTo(SrtpStream.FORGED);
    }
  }

  @Test
  void forgetsNoSourceForAPacketThatIsReplayed() {
    Crypto key = Crypto.random(1, Suite.AES_CM_128_HMAC_SHA1_80);
    SrtpStream before = new SrtpStream(key);
    SrtpStream now = new SrtpStream(key);
    SrtpStream opens = new SrtpStream(key);
    byte[] payload = new byte[160];
    byte[] old = packet(7, payload);
    RtpPacket.put32(old, 8, 0xBADCAFE);
    int length = before.protect(old, 172);
    assertThat(opens.open(old.clone(), length)).isEqualTo(172);
    // The other source has gone round once
    for (int sequence = 65_530; sequence < 65_540; sequence++) {
      byte[] bytes = packet(sequence, payload);
      assertThat(opens.open(bytes, now.protect(bytes, 172))).isEqualTo(172);
    }

    assertThat(opens.open(old.clone(), length)).isEqualTo(SrtpStream.FORGED);

    byte[] next = packet(65_540, payload);
    assertThat(opens.open(next, now.protect(next, 172))).isEqualTo(172);
  }

  /** Both have come round once by the key before. */
  private static void comeRound(SrtpStream ours, SrtpStream theirs) {
    for (int sequence = 65_530; sequence < 65_540; sequence++) {
      byte[] bytes = packet(sequence, new byte[160]);
      assertThat(theirs.open(bytes, ours.protect(bytes, 172))).isEqualTo(172);
    }
  }

  /** RFC 3711 section 3.3.1. */
  @Test
  void countsOnWhenTheKeyChanges() {
    Crypto first = Crypto.random(1, Suite.AES_CM_128_HMAC_SHA1_80);
    Crypto next = Crypto.random(1, Suite.AES_CM_128_HMAC_SHA1_80);
    SrtpStream ours = new SrtpStream(first);
    SrtpStream theirs = new SrtpStream(first);
    comeRound(ours, theirs);
    byte[] late = packet(65_540, new byte[160]);
    int length = ours.protect(late, 172);

    SrtpStream rekeyed = new SrtpStream(next, ours);
    SrtpStream opens = new SrtpStream(next, theirs);

    byte[] bytes = packet(65_541, new byte[160]);
    int fresh = rekeyed.protect(bytes, 172);
    byte[] again = bytes.clone();
    assertThat(new SrtpStream(next).open(bytes.clone(), fresh))
        .as("it is not the first round")
        .isEqualTo(SrtpStream.FORGED);
    assertThat(opens.open(bytes, fresh)).isEqualTo(172);
    assertThat(opens.open(again, fresh)).as("a replay").isEqualTo(SrtpStream.FORGED);
    assertThat(opens.open(late, length)).as("by the old key").isEqualTo(SrtpStream.FORGED);
  }

  @Test
  void opensWhatOneProtectsWhoCountsFromTheStartWithItsNewKey() {
    Crypto first = Crypto.random(1, Suite.AES_CM_128_HMAC_SHA1_80);
    Crypto next = Crypto.random(1, Suite.AES_CM_128_HMAC_SHA1_80);
    SrtpStream theirs = new SrtpStream(first);
    comeRound(new SrtpStream(first), theirs);
    SrtpStream restarted = new SrtpStream(next);
    SrtpStream opens = new SrtpStream(next, theirs);
    for (int sequence = 65_541; sequence < 65_560; sequence++) {
      byte[] bytes = packet(sequence, new byte[160]);
      int length = restarted.protect(bytes, 172);
      byte[] again = bytes.clone();
      assertThat(opens.open(bytes, length)).isEqualTo(172);
      assertThat(opens.open(again, length)).as("a replay").isEqualTo(SrtpStream.FORGED);
    }
  }

  @Test
  void refusesForgedPackets() {
    Crypto key = Crypto.random(1, Suite.AES_CM_128_HMAC_SHA1_80);
    SrtpStream ours = new SrtpStream(key);
    SrtpStream theirs = new SrtpStream(key);
    Random random = new Random(2);
    byte[] noise = new byte[200];
    for (int i = 0; i < 10_000; i++) {
      random.nextBytes(noise);
      noise[0] = (byte) (0x80 | noise[0] & 0x3F);
      assertThat(theirs.open(noise, random.nextInt(201))).isEqualTo(SrtpStream.FORGED);
      assertThat(theirs.openRtcp(noise, random.nextInt(201))).isEqualTo(SrtpStream.FORGED);
    }
    byte[] bytes = packet(1, new byte[160]);
    int length = ours.protect(bytes, 172);
    bytes[20] ^= 1;
    assertThat(theirs.open(bytes, length)).isEqualTo(SrtpStream.FORGED);
    bytes[20] ^= 1;
    assertThat(theirs.open(bytes, length)).isEqualTo(172);
  }

  @Test
  void protectsReportsToo() {
    Crypto key = Crypto.random(1, Suite.AES_CM_128_HMAC_SHA1_32);
    SrtpStream ours = new SrtpStream(key);
    SrtpStream theirs = new SrtpStream(key);
    byte[] plain = new byte[64];
    new Random(3).nextBytes(plain);
    byte[] bytes = Arrays.copyOf(plain, 96);
    int length = ours.protectRtcp(bytes, 64);
    assertThat(length).isEqualTo(78);
    byte[] again = bytes.clone();
    assertThat(theirs.openRtcp(bytes, length)).isEqualTo(64);
    assertThat(Arrays.copyOf(bytes, 64)).isEqualTo(plain);
    assertThat(theirs.openRtcp(again, length)).isEqualTo(SrtpStream.FORGED);
  }
}
