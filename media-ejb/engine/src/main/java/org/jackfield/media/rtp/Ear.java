package org.jackfield.media.rtp;

import java.time.Duration;
import java.util.Arrays;
import org.jackfield.media.MediaEvent.KeyPressed;
import org.jackfield.media.MediaEvent.SilenceLasted;
import org.jackfield.media.MediaEvent.SpeechStarted;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.flow.KeyDetector;
import org.jackfield.media.flow.VoiceActivity;
import org.jackfield.media.flow.VoiceActivity.Heard;
import org.jackfield.media.sdp.Agreement;
import org.jspecify.annotations.Nullable;

/**
 * The side of a leg that listens. Sound is decoded only while somebody wants to know what is in it:
 * keys by tone, silence, a recording, a bridge to another codec. Of one leg, on its ticker.
 */
final class Ear {

  private final Leg leg;
  private Codec codec = Codec.PCMU;
  private @Nullable Inlet inlet;
  private @Nullable KeyDetector tones;
  private @Nullable VoiceActivity activity;
  // Replaced as a whole: a turn allocates nothing
  private LegRecording[] recordings = {};
  private short[] ownFrame = {};
  private int silenceMillis;
  private boolean bridged;
  private boolean speaks;

  Ear(Leg leg) {
    this.leg = leg;
  }

  void agree(Agreement now) {
    if (now.codec() != codec) {
      codec = now.codec();
      inlet = null;
      tones = null;
    }
    if (now.events().isPresent()) {
      tones = null;
    } else if (tones == null) {
      tones = new KeyDetector(codec.sampleRate());
    }
    listen();
  }

  /** Whether a bridge wants samples. */
  void setBridged(boolean now) {
    bridged = now;
    listen();
  }

  void listenForSilence(int millis) {
    silenceMillis = millis;
    if (millis == 0) {
      activity = null;
    } else {
      VoiceActivity listening = activity == null ? new VoiceActivity() : activity;
      listening.listenForSilence(millis);
      listening.restartSilence();
      activity = listening;
    }
    listen();
  }

  /** Begins another recording, beside those that are being made. */
  void record(LegRecording next) {
    recordings = Arrays.copyOf(recordings, recordings.length + 1);
    recordings[recordings.length - 1] = next;
    listen();
    next.begin(leg.speaker(), codec);
  }

  private void listen() {
    boolean wanted = tones != null || activity != null || recordings.length > 0 || bridged;
    if (!wanted) {
      inlet = null;
    } else if (inlet == null) {
      inlet = new Inlet(codec);
    }
  }

  void put(RtpPacket packet, Codec by, byte[] bytes, long now) {
    Inlet open = inlet;
    if (open != null) {
      open.put(packet, by, bytes, now);
    }
  }

  void passed(int sequence) {
    Inlet open = inlet;
    if (open != null) {
      open.passed(sequence);
    }
  }

  /** Whether there is sound for the other side of a bridge. */
  boolean turn(long now) {
    Inlet open = inlet;
    if (open == null) {
      return false;
    }
    VoiceActivity listening = activity;
    speaks = open.take(listening == null ? open.isQuiet() : !listening.isSpeaking(), now);
    leg.counters().addConcealed(open.newlyMissed());
    short[] frame = open.frame();
    KeyDetector detector = tones;
    if (detector != null && speaks) {
      char key = detector.accept(frame, 0, frame.length);
      if (key != KeyDetector.NONE) {
        leg.tell(new KeyPressed(key));
      }
    }
    if (listening != null) {
      heard(listening.accept(frame, 0, frame.length));
    }
    return speaks && bridged;
  }

  private void heard(Heard what) {
    switch (what) {
      case SPEECH_STARTED -> leg.tell(new SpeechStarted());
      case SILENCE_LASTED -> leg.tell(new SilenceLasted(Duration.ofMillis(silenceMillis)));
      case NOTHING_NEW -> {
        // Most frames
      }
    }
  }

  /** Both directions of this turn are known. */
  void afterTurn(long now) {
    LegRecording[] running = recordings;
    Inlet open = inlet;
    if (running.length == 0 || open == null) {
      return;
    }
    short[] said = isOwnWanted(running) ? said(leg.speaker().tapped(), now) : ownFrame;
    for (LegRecording each : running) {
      if (!each.turn(open.frame(), said)) {
        over(each);
      }
    }
  }

  private static boolean isOwnWanted(LegRecording[] recordings) {
    for (LegRecording each : recordings) {
      if (each.takesOwn()) {
        return true;
      }
    }
    return false;
  }

  /** What the peer heard in this turn: it is taken once, for all who want it. */
  private short[] said(OwnVoice own, long now) {
    int samples = own.sampleRate() / 50;
    if (ownFrame.length != samples) {
      ownFrame = new short[samples];
    }
    own.take(ownFrame, now);
    return ownFrame;
  }

  private void over(LegRecording recording) {
    recordings =
        Arrays.stream(recordings).filter(each -> each != recording).toArray(LegRecording[]::new);
    recording.end();
    if (!isOwnWanted(recordings)) {
      leg.speaker().untap();
    }
    listen();
  }

  short[] frame() {
    Inlet open = inlet;
    return open == null ? new short[0] : open.frame();
  }

  int sampleRate() {
    return codec.sampleRate();
  }

  void end() {
    LegRecording[] running = recordings;
    recordings = new LegRecording[0];
    for (LegRecording each : running) {
      each.end();
    }
  }
}
