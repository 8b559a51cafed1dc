package org.jackfield.media.rtp;

import org.jackfield.media.MediaEvent.PlayEnded;
import org.jackfield.media.Playback;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.flow.Tone;
import org.jackfield.media.flow.ToneGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Presses keys: by telephone events (RFC 4733) where they were agreed on, else by tones. {@code w}
 * waits for half a second, {@code W} for a second.
 */
final class KeyPlayback implements Playback, Voice {

  private static final String KEYS = "0123456789*#ABCD";
  private static final int DOWN_FRAMES = 8;
  private static final int END_PACKETS = 3;
  private static final int KEY_FRAMES = 13;
  private static final int HALF_SECOND_FRAMES = 25;
  private static final int END = 0x80;
  // -10 dBm0, as tones are made
  private static final int VOLUME = 10;

  private final Leg leg;
  private final String keys;
  private final boolean tells;
  private volatile boolean stopped;
  private volatile long position;

  // The ticker's own
  private int index;
  private int frame;
  private long said;
  private @Nullable ToneGenerator tone;

  /** Says nothing of its end where it was not asked for by a customer. */
  KeyPlayback(Leg leg, String keys, boolean tells) {
    this.leg = leg;
    this.keys = keys;
    this.tells = tells;
    if (!keys.matches("[0-9*#A-DwW]*")) {
      throw new IllegalArgumentException("Keys are 0-9 * # A-D w W, not '" + keys + "'");
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

  @Override
  public void ended() {
    if (tells) {
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
          default -> KEY_FRAMES;
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
    int last = DOWN_FRAMES + END_PACKETS - 1;
    if (frame >= last) {
      return false;
    }
    int ticks = speaker.departures().clockRate() / 50;
    boolean end = frame >= DOWN_FRAMES - 1;
    byte[] packet = speaker.toSend();
    packet[RtpPacket.HEADER] = (byte) code;
    packet[RtpPacket.HEADER + 1] = (byte) ((end ? END : 0) | VOLUME);
    RtpPacket.put16(packet, RtpPacket.HEADER + 2, Math.min(frame + 1, DOWN_FRAMES) * ticks);
    speaker.event(frame == 0, now);
    if (frame == last - 1) {
      speaker.departures().lasted(last * ticks);
    }
    return true;
  }

  private void byTone(Speaker speaker, char key, long now) {
    Codec codec = speaker.outlet().codec();
    ToneGenerator generator = tone;
    if (generator == null) {
      generator = new ToneGenerator(Tone.key(key, 160, 100), codec.sampleRate());
      tone = generator;
    }
    short[] samples = speaker.outlet().samples();
    generator.generate(samples, 0, codec.samplesPerFrame());
    speaker.samples(samples, 0, codec.sampleRate(), now);
  }
}
