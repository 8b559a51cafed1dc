package org.jackfield.media;

/** What the media layer answers. */
public sealed interface MediaAnswer {

  /** The sound, which may still be growing. */
  record Found(Sound sound, MediaResource resource, Source source) implements MediaAnswer {}

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
