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

  private static byte[] hex(String text) {
    return HEX.parseHex(text.replace(" ", ""));
  }

  @Test
  void derivesTheKeysOfRfc3711AppendixB3() throws Exception {
    byte[] master = hex("E1F97A0D3E018BE0D64FA32C06DE4139" + "0EC675AD498AFEEBB6960B3AABE6");
    assertThat(SrtpStream.derive(master, 0, 16)).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
    assertThat(SrtpStream.derive(master, 2, 14)).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
    assertThat(SrtpStream.derive(master, 1, 20))
        .isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
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
