package org.jackfield.media;

import java.net.InetAddress;
import java.util.List;

/**
 * The sound side of one leg: a port pair, the codec agreed on, what is played and what is heard.
 * Any thread; nothing here waits for the network.
 */
public interface MediaSession extends AutoCloseable {

  /** Our current description: the answer given, or the offer made. */
  String description();

  /**
   * Our offer within a dialog: what was agreed on, and nobody on hold. Its answer is taken by
   * {@link #accept}.
   */
  default String offer() {
    return description();
  }

  /**
   * Our first offer again, to another peer than before of whom something else holds. Without an
   * answer yet that would count, and the same as before where the same holds.
   */
  default String offer(SoundPolicy policy) {
    return description();
  }

  /** Takes the answer to an offer of ours. Early media and forks: the last one counts. */
  void accept(String answer) throws MediaRefused;

  /** Takes an offer within the dialog (hold, another codec or address) and returns the answer. */
  String reoffer(String offer) throws MediaRefused;

  /**
   * Tells where the peer's signalling comes from, as soon as it is known and whenever it changes. A
   * peer behind an address translator describes an address that is of no use: its sound is then
   * taken from the first port of this host that sends several packets in a row, once, and nobody
   * else is heard afterwards (symmetric RTP, RFC 4961). Without this only the described host is
   * heard.
   */
  default void signalledFrom(InetAddress host) {}

  /**
   * The call is answered: from now on sound of the peer is expected, and {@link
   * MediaEvent.PeerSilent} told where none comes. Before, and while one side is on hold, silence
   * says nothing.
   */
  default void answered() {}

  /** The form of sound that costs the least on this leg. */
  SoundFormat format();

  /**
   * Plays instead of what is being played, which is stopped.
   *
   * @param times how often the list is played; 0 or less is for ever, until it is stopped or a pass
   *     of it had no sound at all
   */
  Playback play(List<Sound> sounds, int times);

  /** Presses keys by RFC 4733, in-band where that was not agreed on: {@code 0-9 * # A-D w W}. */
  Playback press(String keys);

  /** Begins to record, beside what is being recorded. */
  Recording record(Recording.Settings settings);

  /**
   * Asks to be told of {@link MediaEvent.SilenceLasted} of this many milliseconds; 0 for no more.
   */
  void listenForSilence(int millis);

  /** How it goes. */
  MediaStatistics statistics();

  /** Gives back ports, files and threads. Harmless when repeated. */
  @Override
  void close();
}
