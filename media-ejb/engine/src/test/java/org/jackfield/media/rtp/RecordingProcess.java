package org.jackfield.media.rtp;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Recording;
import org.jackfield.media.codec.G711;

/**
 * A process that records a telephone for a minute, and says with each packet how many have come.
 * Its argument is the file.
 */
final class RecordingProcess {

  static final int HERTZ = 440;

  private static final int SECONDS = 60;

  private RecordingProcess() {}

  /** Records until it is ended. */
  public static void main(String[] arguments) throws Exception {
    EngineSettings settings = EngineSettings.at(InetAddress.getLoopbackAddress()).withTickers(1);
    try (RtpEngine engine = new RtpEngine(settings);
        FarSide phone = new FarSide()) {
      MediaSession session = engine.answer(phone.describe("0"), phone);
      phone.reads(session.description());
      session.record(
          new Recording.Settings(
              Path.of(arguments[0]),
              Recording.Channels.PEER,
              Duration.ofSeconds(2 * SECONDS),
              false,
              false,
              Duration.ZERO));
      short[] tone = LegWorld.sine(HERTZ, 1_000 * SECONDS);
      byte[] coded = new byte[tone.length];
      G711.encodeMu(tone, 0, tone.length, coded, 0);
      long due = System.nanoTime();
      for (int at = 0; at < coded.length; at += LegWorld.FRAME) {
        while (System.nanoTime() - due < 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        due += Ticker.FRAME_NANOS;
        phone.speak(0, Arrays.copyOfRange(coded, at, at + LegWorld.FRAME));
        System.out.printf("%08d%n", session.statistics().received());
      }
    }
  }
}
