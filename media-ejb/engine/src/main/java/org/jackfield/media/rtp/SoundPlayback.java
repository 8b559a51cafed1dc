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

  /** A frame has sound of one format, and is filled up from the next sound of the list. */
  @Override
  public Turn say(Speaker speaker, long now) {
    byte[] raw = speaker.outlet().raw();
    int filled = 0;
    starving = false;
    while (!stopped) {
      Sound sound = current();
      if (sound == null) {
        break;
      }
      SoundFormat format = sound.format();
      boolean begins = read == 0;
      boolean ended = sound.hasEnded();
      int wanted = format.bytesPerFrame() - filled;
      int count = sound.read(read, raw, filled, wanted);
      read += count;
      filled += count;
      passHadSound |= count > 0;
      if (count == wanted || (!ended && begins && filled > count)) {
        return said(speaker, format, filled, now);
      }
      if (!ended) {
        return waits(sound, count);
      }
      if (sound.length() == read) {
        tellFailure(sound);
        next();
        if (filled > 0 && !goesOn(format)) {
          return said(speaker, format, filled, now);
        }
      }
    }
    return Turn.ENDED;
  }

  private Turn said(Speaker speaker, SoundFormat format, int filled, long now) {
    speaker.frame(speaker.outlet().encode(format, filled, speaker.toSend(), RtpPacket.HEADER), now);
    heard += SoundFormat.FRAME_MILLIS;
    position = heard;
    return Turn.SAID;
  }

  /** What is there is not a whole frame yet. */
  private Turn waits(Sound sound, int count) {
    read -= count;
    starving = true;
    // It may have grown before it was said that we wait
    if (sound.length() - read >= sound.format().bytesPerFrame() || sound.hasEnded()) {
      leg.wake();
    }
    return Turn.WAITS;
  }

  private boolean goesOn(SoundFormat format) {
    Sound following = current();
    return following != null && following.format() == format;
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
