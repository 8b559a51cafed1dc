package org.jackfield.media;

import java.util.List;
import java.util.Optional;

/**
 * What is spoken with some peer.
 *
 * @param codecs by their names in session descriptions, the dearest first; those of the server if
 *     there is none
 * @param protection that of the server if it is missing
 * @param metAt the address of ours at which he is met, where that is known: he is told where sound
 *     is taken in for those who come there
 */
public record SoundPolicy(
    List<String> codecs, Optional<Protection> protection, Optional<String> metAt) {

  /** As the server does with everybody. */
  public static final SoundPolicy USUAL = new SoundPolicy(List.of(), Optional.empty());

  /** Wherever the peer is met. */
  public SoundPolicy(List<String> codecs, Optional<Protection> protection) {
    this(codecs, protection, Optional.empty());
  }

  /** Copies the list. */
  public SoundPolicy {
    codecs = List.copyOf(codecs);
  }

  /** The same with a peer who is met at an address of ours. */
  public SoundPolicy at(String address) {
    return new SoundPolicy(codecs, protection, Optional.of(address));
  }

  /** Whether sound is encrypted, with keys in the descriptions (RFC 3711, RFC 4568). */
  public enum Protection {
    /** Only where the peer demands it. */
    OFF,
    /** If the peer can. */
    OFFERED,
    /** Or not at all. */
    REQUIRED
  }
}
