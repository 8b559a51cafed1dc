package org.jackfield.media.rtp;

import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * What the peer hears, decoded again: it waits here until a recording takes it, 20 ms at a time.
 * What is sent on as it came is put in order, as the peer will do.
 */
final class OwnVoice {

  // As many as a late turn brings at once
  private static final int FRAMES = 8;
  // What has waited all the time of so many turns will be no use to anybody
  private static final int TURNS = 50;

  private final Codec codec;
  private final Decoder decoder;
  private final short[] waiting;
  // A packet that is sent on as it came may hold all that can wait
  private final short[] decoded;
  private int count;
  private int turns;
  private int least = Integer.MAX_VALUE;
  // Of the other side of a bridge, since we spoke last
  private @Nullable Inlet relayed;

  OwnVoice(Codec codec) {
    this.codec = codec;
    decoder = codec.newDecoder();
    waiting = new short[FRAMES * codec.samplesPerFrame()];
    decoded = new short[waiting.length];
  }

  /** A packet of ours that holds what came from the other side of a bridge. */
  void relayed(byte[] packet, int length, long now) {
    Inlet from = relayed;
    if (from == null) {
      from = new Inlet(codec);
      relayed = from;
    }
    from.putOwn(packet, length, now);
  }

  void spoke(byte[] packet, int offset, int length) {
    relayed = null;
    int made = decoder.decode(packet, offset, length, decoded, 0);
    int older = Math.min(count, waiting.length - made);
    System.arraycopy(waiting, count - older, waiting, 0, older);
    System.arraycopy(decoded, 0, waiting, older, made);
    count = older + made;
  }

  int sampleRate() {
    return codec.sampleRate();
  }

  /** Takes 20 ms; silence where nothing was said. */
  void take(short[] into, long now) {
    Inlet from = relayed;
    if (from != null && count == 0) {
      from.take(from.isQuiet(), now);
      System.arraycopy(from.frame(), 0, into, 0, into.length);
    } else {
      takeSpoken(into);
    }
  }

  private void takeSpoken(short[] into) {
    int frame = codec.samplesPerFrame();
    int taken = Math.min(count, frame);
    System.arraycopy(waiting, 0, into, 0, taken);
    for (int i = taken; i < frame; i++) {
      into[i] = 0;
    }
    leave(taken);
    least = Math.min(least, count);
    turns++;
    if (turns == TURNS) {
      // A turn that came late has left a recording behind what the peer hears. One frame may stay:
      // a
      // sound that begins between two turns is ahead by it, the peer hears it as much later through
      // its own buffer, and a recording that jumps is worse than one 20 ms apart
      leave(Math.max(0, least / frame - 1) * frame);
      turns = 0;
      least = Integer.MAX_VALUE;
    }
  }

  private void leave(int samples) {
    count -= samples;
    System.arraycopy(waiting, samples, waiting, 0, count);
  }
}
