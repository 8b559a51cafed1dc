package org.jackfield.media;

import java.util.List;

/**
 * The sound side of one leg: a port pair, the codec agreed on, what is played and what is heard.
 * Any thread; nothing here waits for the network.
 */
public interface MediaSession extends AutoCloseable {

  /** Our current description: the answer given, or the offer made. */
  String description();

  /** Takes the answer to an offer of ours. Early media and forks: the last one counts. */
  void accept(String answer) throws MediaRefused;

  /** Takes an offer within the dialog (hold, another codec or address) and returns the answer. */
  String reoffer(String offer) throws MediaRefused;

  /** The form of sound that costs the least on this leg. */
  SoundFormat format();

  /** Plays after what is being played, which is stopped; the list is repeated {@code times}. */
  Playback play(List<Sound> sounds, int times);

  /** Presses keys by RFC 4733, in-band where that was not agreed on: {@code 0-9 * # A-D w W}. */
  Playback press(String keys);

  /** Begins to record. */
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
