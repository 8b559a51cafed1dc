import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Asks a media layer for sounds at a fixed rate, whatever it answers in the meantime, and says how
 * long the first byte of the sound took, counted from when it should have been asked for.
 *
 * <p>It asks as a router does, with the secret that the server was started with: {@code
 * -Djackfield.media.secret=load}, or another in the property {@code secret} of this program.
 *
 * <pre>
 * java MediaLoad.java PORT hits 200 30      # a second, seconds: of 100 that are kept, 5 s not counted
 * java MediaLoad.java PORT cold 20          # texts of 10 s that nobody has asked for, one by one
 * java MediaLoad.java PORT fill 10000       # so many sounds to be kept, 18 kB each
 * </pre>
 */
public final class MediaLoad {

  private static final int CONNECTIONS = 16;
  private static final int KEPT = 100;

  private static final SecretKeySpec SECRET =
      new SecretKeySpec(
          System.getProperty("secret", "load").getBytes(StandardCharsets.UTF_8), "HmacSHA256");

  /** Seconds that are not counted. */
  private static final int WARMING = 5;

  private static final List<String> TONES = List.of("beep", "ringback-us", "busy-us", "dial-us");

  private MediaLoad() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int number = Integer.parseInt(arguments[2]);
    switch (arguments[1]) {
      case "hits" -> hits(port, number, Integer.parseInt(arguments[3]));
      case "cold" -> cold(port, number);
      case "fill" -> fill(port, number);
      default -> throw new IllegalArgumentException("hits, cold or fill, not " + arguments[1]);
    }
  }

  private static String kept(int number) {
    return "/media/speech.pcmu?language=en-US&text=" + encoded("Prompt number " + number)
        + "&voice=man";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void hits(int port, int rate, int seconds) throws Exception {
    try (Line line = new Line(port)) {
      for (int i = 0; i < KEPT; i++) {
        line.ask(kept(i), System.nanoTime());
      }
    }
    List<long[]> all = Collections.synchronizedList(new ArrayList<>());
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
    List<Thread> threads = new ArrayList<>();
    for (int caller = 0; caller < CONNECTIONS; caller++) {
      int first = caller;
      threads.add(
          Thread.ofPlatform()
              .start(() -> all.add(atTheirTimes(port, first, rate, seconds, start))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    // In the first seconds this program is being compiled, too
    print(
        "hit to first byte",
        all.stream()
            .flatMapToLong(one -> Arrays.stream(one).skip((long) WARMING * rate / CONNECTIONS))
            .sorted()
            .toArray());
  }

  private static long[] atTheirTimes(int port, int first, int rate, int seconds, long start) {
    int total = rate * seconds;
    long[] nanos = new long[(total - first + CONNECTIONS - 1) / CONNECTIONS];
    try (Line line = new Line(port)) {
      for (int i = 0; i < nanos.length; i++) {
        int number = first + i * CONNECTIONS;
        long due = start + number * 1_000_000_000L / rate;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        nanos[i] = line.ask(kept(number % KEPT), due);
        if (!line.source.equals("HIT")) {
          throw new IllegalStateException("Not at hand, but " + line.source);
        }
      }
      return nanos;
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static void cold(int port, int number) throws IOException {
    long[] nanos = new long[number];
    long bytes = 0;
    String salt = Long.toString(System.currentTimeMillis() % 1_000_000);
    try (Line line = new Line(port)) {
      for (int i = 0; i < number; i++) {
        String text =
            "This is announcement " + salt + i + " of our service. All of our agents are busy with"
                + " other callers. Please hold the line, and your call will be answered in the"
                + " order in which it came to us.";
        nanos[i] =
            line.ask(
                "/media/speech.pcmu?language=en-US&text=" + encoded(text) + "&voice=man",
                System.nanoTime());
        bytes += line.bytes;
        if (!line.source.equals("MISS")) {
          throw new IllegalStateException("Not new, but " + line.source);
        }
      }
    }
    Arrays.sort(nanos);
    print("%.1f s of new text to first sound".formatted(bytes / 8_000.0 / number), nanos);
  }

  private static void fill(int port, int number) throws IOException {
    long bytes = 0;
    try (Line line = new Line(port)) {
      for (int i = 0; i < number; i++) {
        String tone = TONES.get(i / 2_500 % TONES.size());
        line.ask("/media/tone.pcmu?millis=" + (1_000 + i % 2_500) + "&name=" + tone, 0);
        bytes += line.bytes;
      }
    }
    System.out.printf("%d sounds, %d MB%n", number, bytes / 1_000_000);
  }

  private static void print(String what, long[] sorted) {
    System.out.printf(
        "%s: %d answers, p50 %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, longest %.2f ms%n",
        what,
        sorted.length,
        millis(sorted, 0.5),
        millis(sorted, 0.9),
        millis(sorted, 0.99),
        millis(sorted, 0.999),
        millis(sorted, 1));
  }

  private static double millis(long[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
  }

  /** A connection that is kept. */
  private static final class Line implements AutoCloseable {

    private final Mac mac;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private String source = "";
    private long bytes;

    Line(int port) throws IOException {
      try {
        mac = Mac.getInstance("HmacSHA256");
      } catch (GeneralSecurityException impossible) {
        throw new IOException(impossible);
      }
      socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      out = socket.getOutputStream();
    }

    /** Nanoseconds from a moment to the first byte of the sound. */
    long ask(String address, long from) throws IOException {
      out.write(
          ("GET " + address + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Jackfield-Router: "
                  + signature(address) + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      long length = -1;
      for (String line = line(); !line.isEmpty(); line = line()) {
        if (line.startsWith("HTTP/") && !line.contains(" 200 ")) {
          throw new IOException(line + " for " + address);
        }
        if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Long.parseLong(line.substring(15).strip());
        } else if (line.regionMatches(true, 0, "x-cache:", 0, 8)) {
          source = line.substring(8).strip();
        }
      }
      bytes = 0;
      long first = 0;
      long part = length < 0 ? chunk() : length;
      while (part > 0) {
        in.skipNBytes(1);
        first = first == 0 ? System.nanoTime() : first;
        in.skipNBytes(part - 1);
        bytes += part;
        if (length >= 0) {
          break;
        }
        line();
        part = chunk();
      }
      if (length < 0) {
        line();
      }
      return first - from;
    }

    private String signature(String address) throws IOException {
      try {
        long second = System.currentTimeMillis() / 1_000;
        mac.init(SECRET);
        byte[] digest =
            mac.doFinal(("GET\n" + address + '\n' + second).getBytes(StandardCharsets.UTF_8));
        return second + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
      } catch (GeneralSecurityException impossible) {
        throw new IOException(impossible);
      }
    }

    private long chunk() throws IOException {
      return Long.parseLong(line(), 16);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("The connection has ended");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
