package org.jackfield.media;

import java.net.URI;

/** A wish for sound. The same wish is the same address, see {@link MediaAddress} (P2.2, P2.3). */
public sealed interface MediaRequest {

  /**
   * Text to be spoken.
   *
   * @param text plain text, or the inner markup of an SSML document where {@code markup} says so
   * @param voice the name that the document gave, e.g. {@code alice}, {@code Polly.Amy}
   * @param language an IETF tag, e.g. {@code en-US}
   */
  record SpokenText(String text, boolean markup, String voice, String language)
      implements MediaRequest {}

  /** A file of somebody else's, by its absolute http or https address (P2.5). */
  record ExternalFile(URI address) implements MediaRequest {}

  /** A recording of ours, by its SID. */
  record StoredRecording(String recordingSid) implements MediaRequest {}

  /**
   * A tone that is made.
   *
   * @param name {@code beep}, {@code ringback-us}, {@code busy-uk}, ...
   * @param millis how long it sounds
   */
  record Tone(String name, int millis) implements MediaRequest {}

  /** What somebody who waits hears, unless the document says otherwise. */
  record HoldMusic() implements MediaRequest {}
}
