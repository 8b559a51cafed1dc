package org.jackfield.media.rtp;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jackfield.media.MediaEvent.RecordingEnded;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.Recording;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.flow.Samples;
import org.jackfield.media.flow.SoundEncoding;
import org.jackfield.media.flow.VoiceActivity;
import org.jackfield.media.flow.VoiceActivity.Heard;
import org.jackfield.media.flow.WavWriter;
import org.jspecify.annotations.Nullable;

/**
 * A recording of a leg. Its ticker puts frames in, a {@link Scribe} takes them to the file, any
 * thread pauses and stops it.
 */
final class LegRecording implements Recording, Scribe.Writing {

  private static final Logger LOG = System.getLogger(LegRecording.class.getName());
  // The error code of what goes wrong inside; where the file is concerns the log alone
  private static final int UNWRITABLE_CODE = 12_400;
  private static final MediaFailure UNWRITABLE =
      new MediaFailure(UNWRITABLE_CODE, "The recording cannot be written to its file");
  // 4 seconds: so long may a disk be slow
  private static final int FRAMES = 200;

  /** What happens to the frames of the leg. */
  private enum State {
    RECORDING,
    LEFT_OUT,
    SILENT,
    STOPPED
  }

  private final Leg leg;
  private final Settings settings;
  private final Scribes scribes;
  private final long mostFrames;
  private volatile State state = State.RECORDING;
  private volatile boolean beeping;
  private volatile boolean ended;
  private volatile long millis;
  private volatile @Nullable MediaFailure failure;

  // Set once by the ticker, published by the first frame
  private short[][] frames = new short[0][];
  private Codec codec = Codec.PCMU;
  private boolean takesOwn;
  private @Nullable Scribe scribe;
  // What is agreed on later may have another rate than the file
  private OneRate peerRate = new OneRate(codec.sampleRate());
  private OneRate ownRate = new OneRate(codec.sampleRate());
  private final VoiceActivity silence = new VoiceActivity();
  private long recorded;
  private long missedHere;
  private volatile long put;
  private volatile long missed;

  // The scribe's own
  private volatile long taken;
  private @Nullable WavWriter file;
  private long takenHere;

  LegRecording(Leg leg, Settings settings, Scribes scribes) {
    this.leg = leg;
    this.settings = settings;
    this.scribes = scribes;
    long most = settings.maxLength().toMillis() / SoundFormat.FRAME_MILLIS;
    mostFrames = most <= 0 ? Long.MAX_VALUE : most;
    beeping = settings.beep();
    if (!settings.finalSilence().isZero()) {
      silence.listenForSilence((int) settings.finalSilence().toMillis());
    }
  }

  /** Before the first turn, on the ticker. */
  void begin(Speaker speaker, Codec heard) {
    codec = heard;
    int samples = codec.samplesPerFrame() * (settings.channels() == Channels.DUAL ? 2 : 1);
    frames = new short[FRAMES][samples];
    peerRate = new OneRate(codec.sampleRate());
    ownRate = new OneRate(codec.sampleRate());
    takesOwn = settings.channels() != Channels.PEER;
    if (takesOwn) {
      speaker.tapped();
    }
    if (beeping) {
      leg.say(new Beep(codec, () -> beeping = false));
    }
    scribe = scribes.add(this);
  }

  /** Whether it wants to know what the peer hears. */
  boolean takesOwn() {
    return takesOwn;
  }

  /**
   * Takes the frames of a turn; false where the recording is over.
   *
   * @param own what the peer heard, if anybody wants to know it
   */
  boolean turn(short[] heard, short[] own) {
    short[] said = takesOwn ? ownRate.of(own) : own;
    State now = state;
    if (now == State.STOPPED || ended) {
      return false;
    }
    short[] peer = peerRate.of(heard);
    if (beeping || now == State.LEFT_OUT) {
      return true;
    }
    putFrame(peer, said, now == State.SILENT);
    recorded++;
    boolean silent =
        now == State.RECORDING && silence.accept(peer, 0, peer.length) == Heard.SILENCE_LASTED;
    return recorded < mostFrames && !silent;
  }

  private void putFrame(short[] peer, short[] said, boolean silent) {
    long at = put;
    if (at - taken == FRAMES) {
      missed = ++missedHere;
      return;
    }
    short[] into = frames[(int) (at % FRAMES)];
    int count = peer.length;
    for (int i = 0; i < count; i++) {
      into[i] = silent ? 0 : peer[i];
    }
    switch (settings.channels()) {
      case PEER -> {
        // That is all
      }
      case HEARD -> {
        for (int i = 0; i < count; i++) {
          into[i] = silent ? 0 : said[i];
        }
      }
      case MIXED -> {
        if (!silent) {
          Samples.add(said, 0, into, 0, count);
        }
      }
      case DUAL -> {
        for (int i = 0; i < count; i++) {
          into[count + i] = silent ? 0 : said[i];
        }
      }
    }
    put = at + 1;
  }

  /** Nothing more will come. On the ticker. */
  void end() {
    ended = true;
    Scribe writer = scribe;
    if (writer != null) {
      writer.wake();
    }
  }

  /** The leg has ended before: there will be a file without sound. */
  void neverBegins() {
    ended = true;
    scribes.add(this).wake();
  }

  @Override
  public boolean write() {
    boolean last = ended;
    try {
      WavWriter writing = file;
      if (writing == null && failure == null) {
        writing = open();
        file = writing;
      }
      while (taken < put) {
        if (writing != null) {
          writeFrame(writing, frames[(int) (taken % FRAMES)]);
        }
        taken = ++takenHere;
      }
      if (writing != null && !last) {
        writing.flush();
        millis = writing.millis();
      }
    } catch (IOException cause) {
      failed(cause);
    }
    if (last) {
      close();
    }
    return !last;
  }

  private WavWriter open() throws IOException {
    boolean dual = settings.channels() == Channels.DUAL;
    SoundEncoding encoding =
        switch (codec) {
          case PCMU -> dual ? SoundEncoding.LINEAR_16 : SoundEncoding.MU_LAW;
          case PCMA -> dual ? SoundEncoding.LINEAR_16 : SoundEncoding.A_LAW;
          case G722, OPUS, L16 -> SoundEncoding.LINEAR_16;
        };
    return new WavWriter(
        settings.file(), codec.sampleRate(), dual ? 2 : 1, encoding, settings.trimSilence());
  }

  private void writeFrame(WavWriter writing, short[] frame) throws IOException {
    if (settings.channels() == Channels.DUAL) {
      int half = frame.length / 2;
      short[] right = new short[half];
      System.arraycopy(frame, half, right, 0, half);
      writing.write(frame, right, 0, half);
    } else {
      writing.write(frame, 0, frame.length);
    }
  }

  private void close() {
    WavWriter writing = file;
    if (writing != null) {
      try {
        writing.close();
        millis = writing.millis();
      } catch (IOException cause) {
        failed(cause);
      }
    }
    if (missed > 0) {
      LOG.log(
          Level.WARNING,
          "The disk was too slow for {0}: {1} ms are missing",
          settings.file(),
          missed * SoundFormat.FRAME_MILLIS);
      tellOfGap(missed * SoundFormat.FRAME_MILLIS);
    }
    leg.tell(new RecordingEnded(this));
  }

  private void tellOfGap(long gapMillis) {
    if (failure == null) {
      failure =
          new MediaFailure(
              UNWRITABLE_CODE,
              "The recording lacks " + gapMillis + " ms, for which the disk was too slow");
    }
  }

  @Override
  public void broken() {
    failure = UNWRITABLE;
    state = State.STOPPED;
    leg.tell(new RecordingEnded(this));
  }

  private void failed(IOException cause) {
    WavWriter writing = file;
    file = null;
    state = State.STOPPED;
    LOG.log(Level.ERROR, "The recording " + settings.file() + " cannot be written", cause);
    failure = UNWRITABLE;
    if (writing != null) {
      try {
        writing.close();
        millis = writing.millis();
      } catch (IOException again) {
        LOG.log(Level.DEBUG, "The recording " + settings.file() + " was left as it is", again);
      }
    }
  }

  @Override
  public void pause(Pause pause) {
    change(pause == Pause.SKIP ? State.LEFT_OUT : State.SILENT);
  }

  @Override
  public void resume() {
    change(State.RECORDING);
  }

  @Override
  public void stop() {
    change(State.STOPPED);
  }

  private synchronized void change(State next) {
    if (state != State.STOPPED) {
      state = next;
    }
  }

  @Override
  public Path file() {
    return settings.file();
  }

  @Override
  public Optional<MediaFailure> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public Duration length() {
    return Duration.ofMillis(millis);
  }
}
