package org.jackfield.media;

import java.util.Optional;

/** What the media layer answers. */
public sealed interface MediaAnswer {

  /**
   * The sound, which may still be growing.
   *
   * @param reason why it is an old one, where it is
   */
  record Found(Sound sound, MediaResource resource, Source source, Optional<MediaFailure> reason)
      implements MediaAnswer {

    /** For no reason to be told. */
    public Found(Sound sound, MediaResource resource, Source source) {
      this(sound, resource, source, Optional.empty());
    }

    /** The same, which stands in for what failed so. */
    public Found because(MediaFailure failure) {
      return new Found(sound, resource, source, Optional.of(failure));
    }
  }

  /** It cannot be had. */
  record Failed(MediaFailure failure) implements MediaAnswer {}

  /** Where it came from. */
  enum Source {
    /** It was kept. */
    HIT,
    /** It was, or is being, made. */
    MISS,
    /** It was kept, and its origin says that it is still the same. */
    REVALIDATED,
    /** It was kept and is past its life, but its origin fails. */
    STALE
  }
}
