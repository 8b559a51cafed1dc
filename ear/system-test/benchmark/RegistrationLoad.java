import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many phones that register by UDP with a digest (SHA-256) and refresh evenly, whatever the server
 * answers in the meantime; says how long answers took, what they were, and what it cost the server.
 *
 * <pre>
 * java RegistrationLoad.java users HTTP-PORT SID TOKEN 10000   # makes a domain with so many users
 * java RegistrationLoad.java refresh SIP-PORT PID 10000 60 180 # so many, every so many seconds, for so long
 * </pre>
 */
public final class RegistrationLoad {

  private static final String DOMAIN = "load.example";
  private static final String REALM = System.getProperty("realm", "jackfield");
  private static final String PASSWORD = "Load-4-phones";
  private static final int SOCKETS = 50;
  private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");
  private static final Pattern SID = Pattern.compile("\"sid\":\"([A-Z]{2}[0-9a-f]{32})\"");

  private RegistrationLoad() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "users" ->
          new Users(Integer.parseInt(arguments[1]), arguments[2], arguments[3])
              .make(Integer.parseInt(arguments[4]));
      case "refresh" ->
          refresh(
              Integer.parseInt(arguments[1]),
              Long.parseLong(arguments[2]),
              Integer.parseInt(arguments[3]),
              Integer.parseInt(arguments[4]),
              Integer.parseInt(arguments[5]));
      default -> throw new IllegalArgumentException("users or refresh, not " + arguments[0]);
    }
  }

  /** Makes what is needed by the call API. */
  private record Users(int port, String sid, String token) {

    void make(int count) throws Exception {
      String domain =
          post("SIP/Domains.json", Map.of("DomainName", DOMAIN, "SipRegistration", "true"));
      String list = post("SIP/CredentialLists.json", Map.of("FriendlyName", "load"));
      post(
          "SIP/Domains/" + domain + "/Auth/Registrations/CredentialListMappings.json",
          Map.of("CredentialListSid", list));
      Semaphore atOnce = new Semaphore(8);
      for (int i = 0; i < count; i++) {
        String user = "u" + i;
        atOnce.acquire();
        Thread.startVirtualThread(() -> {
          try {
            post(
                "SIP/CredentialLists/" + list + "/Credentials.json",
                Map.of("Username", user, "Password", PASSWORD));
          } catch (Exception e) {
            System.err.println(user + ": " + e.getMessage());
          } finally {
            atOnce.release();
          }
        });
      }
      atOnce.acquire(8);
      System.out.println(count + " users of " + DOMAIN);
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private String post(String path, Map<String, String> form) throws Exception {
      StringBuilder body = new StringBuilder();
      form.forEach((name, value) ->
          body.append(body.isEmpty() ? "" : "&")
              .append(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
      byte[] login = (sid + ":" + token).getBytes(StandardCharsets.UTF_8);
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d/2010-04-01/Accounts/%s/%s".formatted(port, sid, path)))
              .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
              .build();
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      Matcher found = SID.matcher(answer.body());
      if (answer.statusCode() != 201 || !found.find()) {
        throw new IOException(answer.statusCode() + " " + answer.body());
      }
      return found.group(1);
    }
  }

  /** One phone; entered by the thread that sends and by that which receives for its socket. */
  private static final class Load {
    private final String user;
    private final Wire wire;
    private String nonce = "";
    private int count;
    private int cseq;
    private long askedAt;

    Load(int number, Wire wire) {
      user = "u" + number;
      this.wire = wire;
    }

    synchronized void register() throws IOException {
      askedAt = System.nanoTime();
      send();
    }

    private void send() throws IOException {
      cseq++;
      String uri = "sip:" + DOMAIN;
      String here = "127.0.0.1:" + wire.socket.getLocalPort();
      String text =
          "REGISTER " + uri + " SIP/2.0\r\n"
              + "Via: SIP/2.0/UDP " + here + ";rport;branch=z9hG4bK" + user + "x" + cseq + "\r\n"
              + "Max-Forwards: 70\r\n"
              + "From: <sip:" + user + "@" + DOMAIN + ">;tag=" + user + "\r\n"
              + "To: <sip:" + user + "@" + DOMAIN + ">\r\n"
              + "Call-ID: " + user + "-" + wire.socket.getLocalPort() + "\r\n"
              + "CSeq: " + cseq + " REGISTER\r\n"
              + "Contact: <sip:" + user + "@" + here + ">;expires=120\r\n"
              + "User-Agent: load\r\n"
              + (nonce.isEmpty() ? "" : "Authorization: " + credentials(uri) + "\r\n")
              + "Content-Length: 0\r\n\r\n";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      wire.socket.send(new DatagramPacket(bytes, bytes.length, wire.server));
    }

    private String credentials(String uri) {
      String nc = "%08x".formatted(++count);
      String cnonce = user;
      String ha1 = hex(user + ":" + REALM + ":" + PASSWORD);
      String response =
          hex(ha1 + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + hex("REGISTER:" + uri));
      return ("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\","
              + " algorithm=SHA-256, cnonce=\"%s\", qop=auth, nc=%s")
          .formatted(user, REALM, nonce, uri, response, cnonce, nc);
    }

    synchronized void answered(String text) throws IOException {
      int status = Integer.parseInt(text.substring(8, 11));
      if (!text.contains("CSeq: " + cseq + " ")) {
        wire.count("late");
        return;
      }
      Matcher challenge = NONCE.matcher(text);
      if (status == 401 && challenge.find()) {
        wire.count("challenged");
        nonce = challenge.group(1);
        count = 0;
        send();
      } else {
        wire.count(String.valueOf(status));
        wire.took(System.nanoTime() - askedAt);
        askedAt = 0;
      }
    }

    synchronized boolean isUnanswered() {
      return askedAt != 0;
    }
  }

  /** A socket of many phones. */
  private static final class Wire {
    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final Map<String, Load> phones = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> counts;
    private final Map<Long, AtomicLong> tenths;

    Wire(
        InetSocketAddress server,
        Map<String, AtomicLong> counts,
        Map<Long, AtomicLong> tenths)
        throws IOException {
      this.server = server;
      this.counts = counts;
      this.tenths = tenths;
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      socket.setReceiveBufferSize(4 << 20);
      socket.setSoTimeout(1_000);
    }

    void count(String what) {
      counts.computeIfAbsent(what, key -> new AtomicLong()).incrementAndGet();
    }

    void took(long nanos) {
      tenths.computeIfAbsent(nanos / 100_000, key -> new AtomicLong()).incrementAndGet();
    }

    void listen() {
      byte[] buffer = new byte[65_535];
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      Pattern callId = Pattern.compile("Call-ID: (u\\d+)-");
      while (true) {
        try {
          packet.setLength(buffer.length);
          socket.receive(packet);
          String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
          Matcher whose = callId.matcher(text);
          if (text.startsWith("SIP/2.0 ") && whose.find()) {
            phones.get(whose.group(1)).answered(text);
          }
        } catch (SocketTimeoutException nothing) {
          // Go on
        } catch (IOException e) {
          System.err.println(e.getMessage());
        }
      }
    }
  }

  private static void refresh(int port, long pid, int count, int every, int seconds)
      throws Exception {
    Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    Map<Long, AtomicLong> tenths = new ConcurrentHashMap<>();
    Wire[] wires = new Wire[SOCKETS];
    for (int i = 0; i < SOCKETS; i++) {
      wires[i] = new Wire(new InetSocketAddress("127.0.0.1", port), counts, tenths);
      Thread.ofPlatform().daemon().start(wires[i]::listen);
    }
    Load[] phones = new Load[count];
    for (int i = 0; i < count; i++) {
      phones[i] = new Load(i, wires[i % SOCKETS]);
      wires[i % SOCKETS].phones.put("u" + i, phones[i]);
    }
    long begin = System.nanoTime();
    long cpu = cpu(pid);
    long asked = 0;
    long unanswered = 0;
    long most = (long) count * seconds / every;
    for (; asked < most; asked++) {
      long due = begin + TimeUnit.SECONDS.toNanos(every) * asked / count;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      if (asked % count == 0 && asked > 0) {
        say(pid, cpu, asked, begin, counts, tenths, unanswered);
        cpu = cpu(pid);
        begin += System.nanoTime() - begin - TimeUnit.SECONDS.toNanos(every) * asked / count;
        tenths.clear();
      }
      Load phone = phones[(int) (asked % count)];
      if (phone.isUnanswered()) {
        unanswered++;
      }
      phone.register();
    }
    awaitLast(phones);
    say(pid, cpu, asked, begin, counts, tenths, unanswered);
  }

  /** Until all have an answer, five seconds at most. */
  private static void awaitLast(Load[] phones) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    for (Load phone : phones) {
      while (phone.isUnanswered() && System.nanoTime() < deadline) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  private static void say(
      long pid,
      long cpu,
      long asked,
      long begin,
      Map<String, AtomicLong> counts,
      Map<Long, AtomicLong> tenths,
      long unanswered)
      throws IOException {
    TreeMap<Long, AtomicLong> sorted = new TreeMap<>(tenths);
    long all = sorted.values().stream().mapToLong(AtomicLong::get).sum();
    System.out.printf(
        "%d asked, answers so far %s, unanswered %d; this round: p50 %.1f ms, p99 %.1f ms,"
            + " server %.2f s of CPU, %.3f ms each; memory %s%n",
        asked,
        new TreeMap<>(counts),
        unanswered,
        percentile(sorted, all, 0.5),
        percentile(sorted, all, 0.99),
        (cpu(pid) - cpu) / 100.0,
        all == 0 ? 0 : (cpu(pid) - cpu) * 10.0 / all,
        memory(pid));
  }

  private static double percentile(TreeMap<Long, AtomicLong> sorted, long all, double part) {
    long seen = 0;
    for (Map.Entry<Long, AtomicLong> entry : sorted.entrySet()) {
      seen += entry.getValue().get();
      if (seen >= all * part) {
        return entry.getKey() / 10.0;
      }
    }
    return 0;
  }

  /** Hundredths of a second. */
  private static long cpu(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static String memory(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .findFirst()
        .map(line -> line.replaceAll("\\s+", " "))
        .orElse("");
  }

  private static String hex(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
