package org.jackfield.media.flow;

import java.util.Arrays;

/**
 * Hears when somebody speaks and for how long nobody has: energy over a noise floor that adapts to
 * the softest of the last three seconds. Frames of 20 ms at any rate. One stream, one thread.
 */
public final class VoiceActivity {

  /** What a frame brought. */
  public enum Heard {
    /** Nothing that was not known. */
    NOTHING_NEW,
    /** Speech has begun; told 60 ms into it. */
    SPEECH_STARTED,
    /** The silence that was asked for is full; once until somebody speaks again. */
    SILENCE_LASTED
  }

  private static final int FRAME_MILLIS = 20;

  // Speech stands out by so much, and is never softer than this
  private static final double ABOVE_FLOOR = 9;
  private static final double SOFTEST_SPEECH = -52;

  // A floor above this is not noise but somebody who does not pause
  private static final double LOUDEST_FLOOR = -35;

  private static final int FRAMES_TO_START = 3;
  private static final int FRAMES_TO_END = 15;

  // The floor: the least of 12 stretches of 250 ms
  private static final int FRAMES_OF_STRETCH = 12;
  private final double[] softest = new double[12];
  private int stretch;
  private int framesInStretch;
  private double smoothed = LOUDEST_FLOOR;
  private double floor = LOUDEST_FLOOR;

  private boolean loud;
  private boolean speaking;
  private int loudInARow;
  private int softInARow;
  private int wantedMillis;
  private boolean told;

  /** Hears nobody yet. */
  public VoiceActivity() {
    Arrays.fill(softest, floor);
  }

  /**
   * Asks to be told of so much silence, counted from the end of speech or from the first frame if
   * nobody has spoken; 0 for no more.
   */
  public void listenForSilence(int millis) {
    wantedMillis = millis;
    told = false;
  }

  /** Begins to count silence anew, as when a prompt has ended. */
  public void restartSilence() {
    softInARow = 0;
    told = false;
  }

  /** Takes a frame of 20 ms. */
  public Heard accept(short[] frame, int offset, int count) {
    return accept(Samples.level(frame, offset, count));
  }

  /** Takes the level of a frame of 20 ms that has been measured already. */
  public Heard accept(double level) {
    adaptFloor(level);
    loud = level > Math.max(SOFTEST_SPEECH, floor + ABOVE_FLOOR);
    loudInARow = loud ? loudInARow + 1 : 0;
    if (loud && (speaking || loudInARow >= FRAMES_TO_START)) {
      softInARow = 0;
      told = false;
      boolean began = !speaking;
      speaking = true;
      return began ? Heard.SPEECH_STARTED : Heard.NOTHING_NEW;
    }
    softInARow++;
    if (softInARow >= FRAMES_TO_END) {
      speaking = false;
    }
    if (wantedMillis > 0 && !told && !speaking && silentMillis() >= wantedMillis) {
      told = true;
      return Heard.SILENCE_LASTED;
    }
    return Heard.NOTHING_NEW;
  }

  /** Whether the last frame stood out of the noise: the first sign of speech, or a click. */
  public boolean isLoud() {
    return loud;
  }

  /** Whether somebody speaks, or has until 300 ms ago. */
  public boolean isSpeaking() {
    return speaking;
  }

  /** For how long nobody has spoken, counted from the last loud frame. */
  public int silentMillis() {
    return softInARow * FRAME_MILLIS;
  }

  /** The noise floor in decibels of full scale. */
  public double floor() {
    return floor;
  }

  private void adaptFloor(double level) {
    smoothed += (level - smoothed) * (level < smoothed ? 0.5 : 0.25);
    softest[stretch] = framesInStretch == 0 ? smoothed : Math.min(softest[stretch], smoothed);
    framesInStretch++;
    if (framesInStretch == FRAMES_OF_STRETCH) {
      framesInStretch = 0;
      stretch = (stretch + 1) % softest.length;
    }
    double least = softest[0];
    for (int i = 1; i < softest.length; i++) {
      least = Math.min(least, softest[i]);
    }
    floor = Math.min(LOUDEST_FLOOR, least);
  }
}
