package org.jackfield.media.service;

import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sound.sampled.AudioFormat;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.Speech;

/**
 * The voice that is always there: FreeTTS, in this process, US English. An engine of it speaks one
 * text at a time, so there is a pool that grows to a limit. Entered by any thread.
 */
final class FreeTtsSpeech implements Speech {

  private static final int RATE = 16_000;

  /** FreeTTS reads the files of its lexicon through a table that all engines share. */
  private static final Object LOADING = new Object();

  private final Semaphore places;
  private final LinkedBlockingDeque<com.sun.speech.freetts.Voice> idle =
      new LinkedBlockingDeque<>();
  private final AtomicInteger loaded = new AtomicInteger();
  private final long patienceMillis;

  FreeTtsSpeech(int mostEngines, long patienceMillis) {
    this.places = new Semaphore(mostEngines, true);
    this.patienceMillis = patienceMillis;
  }

  @Override
  public String name() {
    return "freetts";
  }

  @Override
  public String edition() {
    return "freetts 1.2.2";
  }

  @Override
  public int engines() {
    return loaded.get();
  }

  @Override
  public void speak(SpokenText text, Voice voice, Samples into) throws SpeechFailed {
    boolean placed = false;
    com.sun.speech.freetts.Voice engine = null;
    try {
      placed = places.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS);
      if (!placed) {
        throw failed("No engine of FreeTTS was free in time");
      }
      engine = idle.pollFirst();
      if (engine == null) {
        engine = newEngine();
      }
      speak(engine, text, voice, into);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failed("The media layer is being stopped");
    } finally {
      if (engine != null) {
        idle.addFirst(engine);
      }
      if (placed) {
        places.release();
      }
    }
  }

  /** Loads the voice, so that the first caller need not wait for it. */
  void warmUp() {
    idle.addFirst(newEngine());
  }

  /** Keeps one engine at hand and forgets the others: 10 MB each. */
  void shrink() {
    while (idle.size() > 1) {
      com.sun.speech.freetts.Voice last = idle.pollLast();
      if (last != null) {
        last.deallocate();
        loaded.decrementAndGet();
      }
    }
  }

  private static void speak(
      com.sun.speech.freetts.Voice engine, SpokenText text, Voice voice, Samples into) {
    into.rate(RATE);
    Player player = new Player(into);
    engine.setAudioPlayer(player);
    engine.setPitch(setting(voice, "pitch", 100));
    engine.setPitchRange(setting(voice, "range", 11));
    engine.setRate(setting(voice, "rate", 150));
    if (!text.markup()) {
      engine.speak(text.text());
      return;
    }
    for (Markup.Piece piece : Markup.read(text.text())) {
      switch (piece) {
        case Markup.Words(String words) -> engine.speak(words);
        case Markup.Break(int millis) -> player.silence(millis);
      }
    }
  }

  private static float setting(Voice voice, String name, float otherwise) {
    String value = voice.settings().get(name);
    return value == null ? otherwise : Float.parseFloat(value);
  }

  private com.sun.speech.freetts.Voice newEngine() {
    for (com.sun.speech.freetts.Voice voice : new KevinVoiceDirectory().getVoices()) {
      if (voice.getName().equals("kevin16")) {
        synchronized (LOADING) {
          voice.allocate();
        }
        loaded.incrementAndGet();
        return voice;
      }
    }
    throw new IllegalStateException("FreeTTS has lost its voice kevin16");
  }

  private static SpeechFailed failed(String message) {
    return new SpeechFailed(new MediaFailure(Unmade.NO_SPEECH, message));
  }

  /** Where the engine believes that it plays. */
  private static final class Player implements AudioPlayer {

    private final Samples into;
    private AudioFormat format = new AudioFormat(RATE, 16, 1, true, true);
    private float volume = 1;
    private short[] samples = {};

    Player(Samples into) {
      this.into = into;
    }

    void silence(int millis) {
      short[] silent = new short[RATE / 1_000 * millis];
      into.take(silent, silent.length);
    }

    @Override
    public boolean write(byte[] bytes) {
      return write(bytes, 0, bytes.length);
    }

    @Override
    public boolean write(byte[] bytes, int offset, int count) {
      if (samples.length < count / 2) {
        samples = new short[count / 2];
      }
      for (int i = 0; i < count / 2; i++) {
        int at = offset + 2 * i;
        int first = bytes[at];
        int second = bytes[at + 1];
        samples[i] =
            (short)
                (format.isBigEndian()
                    ? (first << 8) | (second & 0xFF)
                    : (second << 8) | (first & 0xFF));
      }
      return into.take(samples, count / 2);
    }

    @Override
    public void setAudioFormat(AudioFormat audioFormat) {
      format = audioFormat;
    }

    @Override
    public AudioFormat getAudioFormat() {
      return format;
    }

    @Override
    public void begin(int size) {
      // Each write is taken as it comes
    }

    @Override
    public boolean end() {
      return true;
    }

    @Override
    public boolean drain() {
      return true;
    }

    @Override
    public void pause() {
      // Nothing sounds here
    }

    @Override
    public void resume() {
      // Nothing sounds here
    }

    @Override
    public void reset() {
      // Nothing is kept between writes
    }

    @Override
    public void cancel() {
      // Refusing a write ends the speaking
    }

    @Override
    public void close() {
      // Nothing is open
    }

    @Override
    public float getVolume() {
      return volume;
    }

    @Override
    public void setVolume(float loudness) {
      volume = loudness;
    }

    @Override
    public long getTime() {
      return 0;
    }

    @Override
    public void resetTime() {
      // Time is that of whoever listens
    }

    @Override
    public void startFirstSampleTimer() {
      // Measured elsewhere
    }

    @Override
    public void showMetrics() {
      // Measured elsewhere
    }
  }
}
