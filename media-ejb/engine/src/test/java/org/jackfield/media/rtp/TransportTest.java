package org.jackfield.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.media.sdp.Agreement.Keys;
import org.jackfield.media.sdp.Crypto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransportTest {

  private static final byte[] STUN = {0, 1, 0, 0, 0x21, 0x12, (byte) 0xA4, 0x42, 1, 2, 3, 4};
  private static final byte[] HELLO = {22, (byte) 0xFE, (byte) 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private final Counters counters = new Counters();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(Ticker.MOST_BYTES + 1);
  private final byte[] bytes = new byte[Ticker.MOST_BYTES + 1];
  private final List<PacketKind> taken = new ArrayList<>();
  private final List<InetSocketAddress> from = new ArrayList<>();
  private DatagramChannel ours;
  private DatagramChannel peer;
  private DatagramChannel stranger;
  private Transport transport;

  @BeforeEach
  void open() throws Exception {
    ours = LoopbackChannel.open();
    peer = LoopbackChannel.open();
    stranger = LoopbackChannel.open();
    transport = new Transport(ours, counters);
    transport.handshake((kind, packet, count, source) -> {
      taken.add(kind);
      from.add(source);
    });
  }

  @AfterEach
  void close() throws Exception {
    ours.close();
    peer.close();
    stranger.close();
  }

  private static InetSocketAddress address(DatagramChannel channel) throws Exception {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  private void sends(DatagramChannel who, byte[] packet) throws Exception {
    who.send(ByteBuffer.wrap(packet), address(ours));
  }

  private int receive(long now) {
    return transport.receive(buffer, bytes, true, now);
  }

  private static byte[] voice() {
    byte[] packet = new byte[172];
    RtpPacket.write(packet, false, 0, 1, 2, 3);
    return packet;
  }

  @Test
  void tellsPacketsByTheirFirstByte() {
    assertThat(PacketKind.of((byte) 0)).isEqualTo(PacketKind.STUN);
    assertThat(PacketKind.of((byte) 3)).isEqualTo(PacketKind.STUN);
    assertThat(PacketKind.of((byte) 4)).isEqualTo(PacketKind.OTHER);
    assertThat(PacketKind.of((byte) 20)).isEqualTo(PacketKind.DTLS);
    assertThat(PacketKind.of((byte) 63)).isEqualTo(PacketKind.DTLS);
    assertThat(PacketKind.of((byte) 64)).isEqualTo(PacketKind.OTHER);
    assertThat(PacketKind.of((byte) 127)).isEqualTo(PacketKind.OTHER);
    assertThat(PacketKind.of((byte) 128)).isEqualTo(PacketKind.RTP);
    assertThat(PacketKind.of((byte) 191)).isEqualTo(PacketKind.RTP);
    assertThat(PacketKind.of((byte) 192)).isEqualTo(PacketKind.OTHER);
  }

  @Test
  void givesHandshakesToTheirTaker() throws Exception {
    transport.towards(address(peer), 0);
    sends(peer, STUN);
    sends(peer, HELLO);
    sends(peer, voice());
    assertThat(receive(1)).isEqualTo(Transport.USELESS);
    assertThat(receive(1)).isEqualTo(Transport.USELESS);
    assertThat(receive(1)).isEqualTo(172);
    assertThat(taken).containsExactly(PacketKind.STUN, PacketKind.DTLS);
    assertThat(from).containsOnly(address(peer));
    assertThat(counters.handshakes()).isEqualTo(2);
    assertThat(counters.dropped()).isEqualTo(0);
  }

  @Test
  void tellsWhoSentAHandshakeAndDoesNotBelieveIt() throws Exception {
    transport.towards(address(peer), 0);
    long late = 2_000_000_000L;
    assertThat(receive(late)).isEqualTo(Transport.NOTHING);
    for (int i = 0; i < 5; i++) {
      sends(stranger, STUN);
      assertThat(receive(late)).isEqualTo(Transport.USELESS);
    }
    assertThat(from).containsOnly(address(stranger));
    // Five of STUN convince nobody: the next of voice is the first
    sends(stranger, voice());
    assertThat(receive(late)).isEqualTo(Transport.USELESS);
    sends(peer, voice());
    assertThat(receive(late)).isEqualTo(172);
  }

  @Test
  void countsWhatIsEmptyOrTooLarge() throws Exception {
    transport.towards(address(peer), 0);
    sends(peer, new byte[0]);
    sends(peer, new byte[Ticker.MOST_BYTES + 400]);
    sends(peer, new byte[] {64, 1, 2});
    assertThat(receive(1)).isEqualTo(Transport.USELESS);
    assertThat(receive(1)).isEqualTo(Transport.USELESS);
    assertThat(receive(1)).isEqualTo(Transport.USELESS);
    assertThat(receive(1)).isEqualTo(Transport.NOTHING);
    assertThat(counters.dropped()).isEqualTo(3);
  }

  private static byte[] protectedVoice(SrtpStream by, int sequence) {
    byte[] packet = new byte[182];
    RtpPacket.write(packet, false, 0, sequence, 160 * sequence, 3);
    by.protect(packet, 172);
    return packet;
  }

  /** Somebody behind the same translator as the peer knows no key. */
  @Test
  void isNotKeptFromItsPeerByForgedPackets() throws Exception {
    Crypto own = Crypto.random(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_80);
    Crypto theirs = Crypto.random(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_80);
    SrtpStream speaks = new SrtpStream(theirs);
    InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    transport.towards(elsewhere, 0);
    transport.secure(Optional.of(new Keys(own, theirs)));
    long late = 2_000_000_000L;
    assertThat(receive(late)).isEqualTo(Transport.NOTHING);
    assertThat(transport.isLearning()).isTrue();

    int believed = 0;
    for (int i = 1; i <= 3; i++) {
      for (int forged = 0; forged < 4; forged++) {
        sends(stranger, Arrays.copyOf(voice(), 182));
        assertThat(receive(late)).isEqualTo(Transport.USELESS);
      }
      sends(peer, protectedVoice(speaks, i));
      believed += receive(late) == 172 ? 1 : 0;
    }
    assertThat(believed).as("the third in a row of the peer's own").isOne();
    transport.latch();
    assertThat(ours.getRemoteAddress()).isEqualTo(address(peer));
  }

  /** Sends 20 ms after 20 ms; how many attempts the system told to be in vain. */
  private long speaksInVain(long from, int turns) {
    long before = counters.dropped();
    byte[] packet = new byte[172];
    for (int i = 0; i < turns; i++) {
      receive(from + i * Ticker.FRAME_NANOS);
      transport.send(buffer, packet, 172);
    }
    return counters.dropped() - before;
  }

  @Test
  void triesSeldomWhereNobodyListensAndGoesOnWhereSomebodyDoes() throws Exception {
    InetSocketAddress there = address(peer);
    transport.towards(there, 0);
    sends(peer, voice());
    receive(1);
    transport.latch();
    peer.close();
    assertThat(speaksInVain(1, 50)).as("a telephone may be late").isBetween(5L, 20L);
    assertThat(speaksInVain(1_000_000_001L, 500)).as("in ten seconds").isLessThan(60);

    peer = DatagramChannel.open(StandardProtocolFamily.INET);
    peer.bind(there);
    peer.configureBlocking(false);
    speaksInVain(11_000_000_001L, 20);

    int heard = 0;
    while (peer.receive(ByteBuffer.allocate(200)) != null) {
      heard++;
    }
    assertThat(heard).as("of 400 ms, after 200 at most").isGreaterThanOrEqualTo(9);
  }
}
