package org.jackfield.media.rtp;

import java.util.List;
import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.MediaEvent.PlayFailed;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.Playback;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jspecify.annotations.Nullable;

/**
 * Sounds one after the other, the list so often as was asked for. Its ticker takes frames; any
 * thread stops it and reads where it is.
 */
final class SoundPlayback implements Playback, Voice {

  private final Leg leg;
  private final List<Sound> sounds;
  private final Runnable awake = this::hasGrown;
  private volatile boolean stopped;
  private volatile boolean starving;
  private volatile long position;
  // Set before the ticker knows of this
  private boolean watching;

  // The ticker's own
  private int timesLeft;
  private long heard;
  private int index;
  private int read;
  private boolean passHadSound;
  private int failuresTold;

  /** Repeated so often; 0 is for ever. */
  SoundPlayback(Leg leg, List<Sound> sounds, int times) {
    this.leg = leg;
    this.sounds = List.copyOf(sounds);
    this.timesLeft = times <= 0 ? Integer.MAX_VALUE : times;
  }

  /** Wants to know when a sound grows that it waits for. On the thread that plays. */
  void watch() {
    for (Sound sound : sounds) {
      if (!sound.hasEnded()) {
        watching = true;
        sound.watch(awake);
      }
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public long positionMillis() {
    return position;
  }

  private void hasGrown() {
    if (starving) {
      leg.wake();
    }
  }

  @Override
  public void ended() {
    leg.tell(new PlayEnded(this));
    if (watching) {
      leg.afterwards(() -> sounds.forEach(sound -> sound.unwatch(awake)));
    }
  }

  /** Takes the next 20 ms. Of one format at a time: a frame is filled up from the next sound. */
  @Override
  public int fill(byte[] out, int at, Outlet outlet) {
    int filled = 0;
    int first = index;
    starving = false;
    while (!stopped) {
      Sound sound = current();
      if (sound == null) {
        break;
      }
      int wanted = sound.format().bytesPerFrame() - filled;
      boolean ended = sound.hasEnded();
      int count = sound.read(read, outlet.raw(), filled, wanted);
      read += count;
      filled += count;
      passHadSound |= count > 0;
      if (count == wanted) {
        return sent(outlet.encode(sound.format(), filled, out, at));
      }
      if (!ended) {
        return waits(sound, filled, count, first, out, at, outlet);
      }
      if (count == 0 || sound.length() == read) {
        tellFailure(sound);
        SoundFormat format = sound.format();
        next();
        Sound following = current();
        if (filled > 0 && (following == null || following.format() != format)) {
          return sent(outlet.encode(format, filled, out, at));
        }
      }
    }
    return ENDED;
  }

  /** What is there is not a whole frame yet, unless an earlier sound gave its end. */
  private int waits(
      Sound sound, int filled, int count, int first, byte[] out, int at, Outlet outlet) {
    if (index != first && filled > 0) {
      return sent(outlet.encode(sound.format(), filled, out, at));
    }
    read -= count;
    starving = true;
    // It may have grown before it was said that we wait
    if (sound.length() - read >= sound.format().bytesPerFrame() || sound.hasEnded()) {
      leg.wake();
    }
    return NOTHING_YET;
  }

  private int sent(int bytes) {
    heard += SoundFormat.FRAME_MILLIS;
    position = heard;
    return bytes;
  }

  private @Nullable Sound current() {
    if (index == sounds.size()) {
      timesLeft--;
      if (timesLeft <= 0 || !passHadSound) {
        timesLeft = 0;
        return null;
      }
      passHadSound = false;
      index = 0;
    }
    return sounds.get(index);
  }

  private void next() {
    index++;
    read = 0;
  }

  private void tellFailure(Sound sound) {
    MediaFailure failure = sound.failure().orElse(null);
    // Once for each sound, however often the list is repeated
    if (failure != null && failuresTold <= index) {
      failuresTold = index + 1;
      leg.tell(new PlayFailed(this, failure));
    }
  }
}
