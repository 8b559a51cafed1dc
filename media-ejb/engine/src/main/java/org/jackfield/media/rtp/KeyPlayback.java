package org.jackfield.media.rtp;

import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.Playback;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.flow.Tone;
import org.jackfield.media.flow.ToneGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Presses keys: by telephone events (RFC 4733) where they were agreed on, else by tones. {@code w}
 * waits for half a second, {@code W} for a second.
 */
final class KeyPlayback implements Playback, Voice {

  private static final String KEYS = "0123456789*#ABCD";
  private static final int END_PACKETS = 3;
  private static final int HALF_SECOND_FRAMES = 25;
  private static final int END = 0x80;
  // -10 dBm0, as tones are made
  private static final int VOLUME = 10;
  // Of keys that somebody presses while they are pressed anew
  private static final int MOST_WAITING = 64;

  private final Leg leg;
  private final StringBuilder keys;
  private final Pace pace;
  private volatile boolean stopped;
  private volatile long position;

  // The ticker's own
  private int index;
  private int frame;
  private long said;
  private @Nullable ToneGenerator tone;
  private int toneRate;

  /**
   * How fast, in frames of 20 ms.
   *
   * @param down with the tone
   * @param all with the pause after it
   */
  private record Pace(int down, int all) {
    /** Which every telephone system hears. */
    static final Pace USUAL = new Pace(8, 13);

    /** As people do who are quick: a key takes 80 ms, 40 each would do (ITU-T Q.24). */
    static final Pace QUICK = new Pace(4, 6);
  }

  /** Keys that the application presses, and is told the end of. */
  KeyPlayback(Leg leg, String keys) {
    this(leg, keys, Pace.USUAL);
  }

  private KeyPlayback(Leg leg, String keys, Pace pace) {
    this.leg = leg;
    this.keys = new StringBuilder(keys);
    this.pace = pace;
    if (!keys.matches("[0-9*#A-DwW]*")) {
      throw new IllegalArgumentException("Keys are 0-9 * # A-D w W, not '" + keys + "'");
    }
  }

  /** A key of the other side of a bridge. Its end concerns nobody. */
  static KeyPlayback passedOn(Leg leg, char key) {
    return new KeyPlayback(leg, String.valueOf(key), Pace.QUICK);
  }

  /**
   * Presses one more key of the other side, when those before it have been: nobody's finger is as
   * slow as 64 keys behind. On the ticker.
   */
  boolean alsoPress(char key) {
    boolean takes = pace.equals(Pace.QUICK) && keys.length() - index < MOST_WAITING;
    if (takes) {
      keys.delete(0, index).append(key);
      index = 0;
    }
    return takes;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public long positionMillis() {
    return position;
  }

  @Override
  public void ended() {
    if (pace.equals(Pace.USUAL)) {
      leg.tell(new PlayEnded(this));
    }
  }

  @Override
  public Turn say(Speaker speaker, long now) {
    if (stopped || index == keys.length()) {
      return Turn.ENDED;
    }
    char key = keys.charAt(index);
    int frames =
        switch (key) {
          case 'w' -> HALF_SECOND_FRAMES;
          case 'W' -> 2 * HALF_SECOND_FRAMES;
          default -> pace.all();
        };
    boolean sent;
    if (speaker.events().isPresent()) {
      sent = Character.toLowerCase(key) != 'w' && byEvent(speaker, KEYS.indexOf(key), now);
    } else {
      byTone(speaker, key, now);
      sent = true;
    }
    frame++;
    said += SoundFormat.FRAME_MILLIS;
    position = said;
    if (frame == frames) {
      frame = 0;
      tone = null;
      index++;
    }
    return sent ? Turn.SAID : Turn.WAITS;
  }

  private boolean byEvent(Speaker speaker, int code, long now) {
    int last = pace.down() + END_PACKETS - 1;
    if (frame >= last) {
      return false;
    }
    int ticks = speaker.departures().clockRate() / 50;
    boolean end = frame >= pace.down() - 1;
    byte[] packet = speaker.toSend();
    packet[RtpPacket.HEADER] = (byte) code;
    packet[RtpPacket.HEADER + 1] = (byte) ((end ? END : 0) | VOLUME);
    RtpPacket.put16(packet, RtpPacket.HEADER + 2, Math.min(frame + 1, pace.down()) * ticks);
    speaker.event(frame == 0, now);
    if (frame == last - 1) {
      speaker.departures().lasted(last * ticks);
    }
    return true;
  }

  private void byTone(Speaker speaker, char key, long now) {
    ToneGenerator generator = tone;
    if (generator == null) {
      // A tone keeps its rate, though another codec may be agreed on meanwhile
      toneRate = speaker.outlet().codec().sampleRate();
      int down = pace.down() * SoundFormat.FRAME_MILLIS;
      int pause = (pace.all() - pace.down()) * SoundFormat.FRAME_MILLIS;
      generator = new ToneGenerator(Tone.key(key, down, pause), toneRate);
      tone = generator;
    }
    short[] samples = speaker.outlet().samples();
    generator.generate(samples, 0, toneRate / 50);
    speaker.samples(samples, 0, toneRate, now);
  }
}
