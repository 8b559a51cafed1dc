package org.jackfield.media.rtp;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Room;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;

/**
 * Measures what sessions cost: an engine in this process, a {@link LoadPeer} in another. Arguments:
 * {@code echo}, {@code play} or {@code room}, in which all talk to each other; sessions, seconds,
 * megabytes that another thread allocates a second. Or {@code bare}, sessions, seconds: {@link
 * BareEcho}, which has no engine.
 */
final class LoadProgram {

  private static final long SECOND = 1_000_000_000L;
  private static final long WARM_UP = 5 * SECOND;

  private LoadProgram() {}

  /** Prints one line of figures. */
  public static void main(String[] arguments) throws Exception {
    String mode = arguments[0];
    int number = Integer.parseInt(arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    int megabytes = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
    EngineSettings settings =
        EngineSettings.at(InetAddress.getLoopbackAddress())
            .withTickers(1)
            .withPatience(Duration.ZERO, Duration.ZERO);
    if (mode.equals("bare")) {
      BareEcho.measure(peer("echo", number, seconds), number, seconds);
      return;
    }
    Process peer = peer(mode, number, seconds);
    try (RtpEngine engine = new RtpEngine(settings, 4_000, RtpEngine.Pace.REAL);
        BufferedReader lines = peer.inputReader(StandardCharsets.US_ASCII)) {
      List<MediaSession> sessions = new ArrayList<>();
      StringBuilder ports = new StringBuilder();
      for (String port : lines.readLine().split(" ")) {
        MediaSession session = engine.answer(offer(Integer.parseInt(port)), event -> {});
        sessions.add(session);
        ports.append(session.description().split("m=audio ")[1].split(" ")[0]).append('\n');
      }
      peer.getOutputStream().write(ports.toString().getBytes(StandardCharsets.US_ASCII));
      peer.getOutputStream().flush();
      begin(engine, sessions, mode);
      allocate(megabytes);
      await(WARM_UP);
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long ticker = ticker();
      long cpu = system.getProcessCpuTime();
      long tickerCpu = threads.getThreadCpuTime(ticker);
      long tickerUser = threads.getThreadUserTime(ticker);
      long began = System.nanoTime();
      await(Math.max(1, seconds - 8) * SECOND);
      double share = 100.0 / (System.nanoTime() - began);
      System.out.printf(
          "%s sessions=%d allocating=%dMB/s cpu=%.1f%% ticker=%.1f%% user=%.1f%% skipped=%d %s%n",
          mode,
          number,
          megabytes,
          share * (system.getProcessCpuTime() - cpu),
          share * (threads.getThreadCpuTime(ticker) - tickerCpu),
          share * (threads.getThreadUserTime(ticker) - tickerUser),
          engine.framesSkipped(),
          lines.readLine());
    } finally {
      peer.destroy();
    }
  }

  private static long ticker() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("media-ticker-1"))
        .mapToLong(Thread::threadId)
        .findFirst()
        .orElseThrow();
  }

  private static void begin(RtpEngine engine, List<MediaSession> sessions, String mode) {
    Sound sound = Sound.of(SoundFormat.PCMU_8000, new byte[80_000]);
    Room room = engine.room(Room.MOST_MEMBERS);
    for (MediaSession session : sessions) {
      switch (mode) {
        case "echo" -> engine.bridge(session, session);
        case "room" -> {
          if (room.join(session).isEmpty()) {
            throw new IllegalArgumentException("A room has no more than 500 members");
          }
        }
        default -> session.play(List.of(sound), 0);
      }
      // Calls do not come all at once
      await(200_000);
    }
  }

  private static void allocate(int megabytes) {
    if (megabytes == 0) {
      return;
    }
    Thread thread =
        new Thread(() -> {
          byte[][] live = new byte[200_000][];
          for (int i = 0; true; i++) {
            live[i % live.length] = new byte[1_000];
            if (i % (megabytes * 10) == 0) {
              await(SECOND / 100);
            }
          }
        });
    thread.setDaemon(true);
    thread.start();
  }

  static void await(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static Process peer(String mode, int number, int seconds) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            LoadPeer.class.getName(),
            mode,
            Integer.toString(number),
            Integer.toString(seconds))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String offer(int port) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
        + port
        + " RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";
  }
}
