package org.jackfield.media.rtp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.media.SoundPolicy;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Protection;

/**
 * How an engine is set up.
 *
 * @param bind the address of the sockets
 * @param advertised the address that descriptions tell peers
 * @param advertisedAt others for peers who are met at some addresses of ours
 * @param firstPort the lowest port, even
 * @param lastPort the highest port, odd; below the kernel's ephemeral ports
 * @param tickers threads that are started at once, each for at most 800 sessions that speak G.711
 *     or fewer that cost more; more follow when these are full
 * @param silenceWatchdog after which a peer of whom nothing comes is reported; zero for never
 * @param keepAlive after so long without a packet of ours one frame of silence is sent, so that
 *     address translators and peers do not take us for gone; zero for never. While nothing plays,
 *     nothing else is sent
 * @param codecs what is spoken, the dearest first
 * @param protection whether sound is protected by SRTP
 */
public record EngineSettings(
    InetAddress bind,
    InetAddress advertised,
    Map<String, InetAddress> advertisedAt,
    int firstPort,
    int lastPort,
    int tickers,
    Duration silenceWatchdog,
    Duration keepAlive,
    List<Codec> codecs,
    Protection protection) {

  /** The usual range, below Linux's ephemeral ports and off Asterisk's. */
  public static final int FIRST_PORT = 21_000;

  /** Where it ends. */
  public static final int LAST_PORT = 31_999;

  /** Refuses what cannot work. */
  public EngineSettings {
    codecs = List.copyOf(codecs);
    advertisedAt = Map.copyOf(advertisedAt);
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
        Map.of(),
        FIRST_PORT,
        LAST_PORT,
        Runtime.getRuntime().availableProcessors(),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        List.of(Codec.PCMU, Codec.PCMA),
        Protection.OFF);
  }

  /** With another address for peers. */
  public EngineSettings withAdvertised(InetAddress other) {
    return withAdvertised(other, advertisedAt);
  }

  /** With other addresses for peers. */
  public EngineSettings withAdvertised(InetAddress usual, Map<String, InetAddress> at) {
    return new EngineSettings(
        bind,
        usual,
        at,
        firstPort,
        lastPort,
        tickers,
        silenceWatchdog,
        keepAlive,
        codecs,
        protection);
  }

  /** With other ports. */
  public EngineSettings withPorts(int first, int last) {
    return new EngineSettings(
        bind,
        advertised,
        advertisedAt,
        first,
        last,
        tickers,
        silenceWatchdog,
        keepAlive,
        codecs,
        protection);
  }

  /** With so many threads to begin with. */
  public EngineSettings withTickers(int number) {
    return new EngineSettings(
        bind,
        advertised,
        advertisedAt,
        firstPort,
        lastPort,
        number,
        silenceWatchdog,
        keepAlive,
        codecs,
        protection);
  }

  /** With other limits of patience. */
  public EngineSettings withPatience(Duration watchdog, Duration alive) {
    return new EngineSettings(
        bind,
        advertised,
        advertisedAt,
        firstPort,
        lastPort,
        tickers,
        watchdog,
        alive,
        codecs,
        protection);
  }

  /** With other codecs, the dearest first. */
  public EngineSettings withCodecs(List<Codec> others) {
    return new EngineSettings(
        bind,
        advertised,
        advertisedAt,
        firstPort,
        lastPort,
        tickers,
        silenceWatchdog,
        keepAlive,
        others,
        protection);
  }

  /** With another protection of sound. */
  public EngineSettings withProtection(Protection other) {
    return new EngineSettings(
        bind,
        advertised,
        advertisedAt,
        firstPort,
        lastPort,
        tickers,
        silenceWatchdog,
        keepAlive,
        codecs,
        other);
  }

  /** With what a peer of its own needs; codecs that are unknown here are passed over. */
  EngineSettings with(SoundPolicy policy) {
    if (policy.equals(SoundPolicy.USUAL)) {
      return this;
    }
    List<Codec> known =
        policy.codecs().stream()
            .flatMap(name -> Stream.of(Codec.values()).filter(it -> it.name().equals(name)))
            .toList();
    InetAddress told =
        policy.metAt().flatMap(it -> Optional.ofNullable(advertisedAt.get(it))).orElse(advertised);
    EngineSettings here = told.equals(advertised) ? this : withAdvertised(told);
    EngineSettings special = known.isEmpty() ? here : here.withCodecs(known);
    return policy
        .protection()
        .map(it -> special.withProtection(Protection.valueOf(it.name())))
        .orElse(special);
  }
}
