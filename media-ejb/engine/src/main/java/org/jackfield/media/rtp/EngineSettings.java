package org.jackfield.media.rtp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Crypto;

/**
 * How an engine is set up.
 *
 * @param bind the address of the sockets
 * @param advertised the address that descriptions tell peers
 * @param firstPort the lowest port, even
 * @param lastPort the highest port, odd; below the kernel's ephemeral ports
 * @param tickers threads that are started at once, each for at most 800 sessions; more follow when
 *     these are full
 * @param silenceWatchdog after which a peer of whom nothing comes is reported; zero for never
 * @param keepAlive after so long without a packet of ours one frame of silence is sent, so that
 *     address translators and peers do not take us for gone; zero for never. While nothing plays,
 *     nothing else is sent
 * @param codecs what is spoken, the dearest first
 * @param secured how offers of ours are protected, if they are
 */
public record EngineSettings(
    InetAddress bind,
    InetAddress advertised,
    int firstPort,
    int lastPort,
    int tickers,
    Duration silenceWatchdog,
    Duration keepAlive,
    List<Codec> codecs,
    Optional<Crypto.Suite> secured) {

  /** The usual range, below Linux's ephemeral ports and off Asterisk's. */
  public static final int FIRST_PORT = 21_000;

  /** Where it ends. */
  public static final int LAST_PORT = 31_999;

  /** Refuses what cannot work. */
  public EngineSettings {
    codecs = List.copyOf(codecs);
    if (firstPort < 1_024 || firstPort % 2 != 0 || lastPort > 65_535 || lastPort <= firstPort) {
      throw new IllegalArgumentException(
          "A range of ports begins with an even one, such as 21000 to 31999, not "
              + firstPort
              + " to "
              + lastPort);
    }
    if (tickers < 1 || codecs.isEmpty()) {
      throw new IllegalArgumentException("An engine has at least one ticker and one codec");
    }
  }

  /** The usual, at an address. */
  public static EngineSettings at(InetAddress address) {
    return new EngineSettings(
        address,
        address,
        FIRST_PORT,
        LAST_PORT,
        Runtime.getRuntime().availableProcessors(),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        List.of(Codec.PCMU, Codec.PCMA),
        Optional.empty());
  }

  /** With other ports. */
  public EngineSettings withPorts(int first, int last) {
    return new EngineSettings(
        bind, advertised, first, last, tickers, silenceWatchdog, keepAlive, codecs, secured);
  }

  /** With so many threads to begin with. */
  public EngineSettings withTickers(int number) {
    return new EngineSettings(
        bind, advertised, firstPort, lastPort, number, silenceWatchdog, keepAlive, codecs, secured);
  }

  /** With other limits of patience. */
  public EngineSettings withPatience(Duration watchdog, Duration alive) {
    return new EngineSettings(
        bind, advertised, firstPort, lastPort, tickers, watchdog, alive, codecs, secured);
  }

  /** With other codecs, the dearest first. */
  public EngineSettings withCodecs(List<Codec> others) {
    return new EngineSettings(
        bind,
        advertised,
        firstPort,
        lastPort,
        tickers,
        silenceWatchdog,
        keepAlive,
        others,
        secured);
  }

  /** With offers of ours that ask for SRTP. */
  public EngineSettings withSecuredOffers(Crypto.Suite suite) {
    return new EngineSettings(
        bind,
        advertised,
        firstPort,
        lastPort,
        tickers,
        silenceWatchdog,
        keepAlive,
        codecs,
        Optional.of(suite));
  }
}
