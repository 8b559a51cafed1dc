package org.jackfield.interpreter;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jackfield.call.CallSound;

/** How the sound of a call went, as its last status callback tells it. */
final class SoundFigures {

  private SoundFigures() {}

  static Map<String, String> of(CallSound sound) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("SoundPacketsSent", Long.toString(sound.sent()));
    figures.put("SoundPacketsReceived", Long.toString(sound.received()));
    figures.put("SoundPacketsLost", Long.toString(sound.lost()));
    figures.put("SoundPacketsLate", Long.toString(sound.late()));
    figures.put("SoundPacketsConcealed", Long.toString(sound.concealed()));
    figures.put("SoundJitter", millis(sound.jitterMillis()));
    if (sound.roundTripMillis() > 0) {
      figures.put("SoundRoundTrip", millis(sound.roundTripMillis()));
    }
    figures.put("SoundOpinionScore", String.format(Locale.ROOT, "%.2f", sound.meanOpinionScore()));
    return figures;
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
