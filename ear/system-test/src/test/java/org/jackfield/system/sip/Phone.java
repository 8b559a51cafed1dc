package org.jackfield.system.sip;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jackfield.system.Await;

/**
 * A SIP phone on loopback that does what the test says, and nothing by itself but to acknowledge
 * refusals and to overlook repetitions. Any thread may enter.
 *
 * <pre>{@code
 * try (Phone phone = Phone.udp(server.sipPort())) {
 *   Dialog call = phone.dialog("sip:bob@example.com");
 *   Message invite = call.send("INVITE");
 *   call.ack(call.expect(200, invite));
 *   call.expect(200, call.send("BYE"));
 * }
 * }</pre>
 */
public final class Phone implements AutoCloseable {
  /** A session description, for those who only carry it. */
  public static final String SDP =
      """
      v=0
      o=- 1 1 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      m=audio 40000 RTP/AVP 0
      """
          .replace("\n", "\r\n");

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Wire wire;
  private final String user = "phone" + NUMBER.incrementAndGet();
  private final List<Message> inbox = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private String address;

  private Phone(Wire wire) {
    this.wire = wire;
    address = wire.address();
    wire.listen((text, back) -> take(new Message(text, back)));
  }

  public static Phone udp(int serverPort) {
    return over("UDP", serverPort);
  }

  /** At a port of its own, which the server has been told. */
  public static Phone udp(int ownPort, int serverPort) {
    return new Phone(new DatagramWire(new InetSocketAddress("127.0.0.1", serverPort), ownPort));
  }

  public static Phone tcp(int serverPort) {
    return over("TCP", serverPort);
  }

  /** By the transport's name: UDP, TCP. */
  public static Phone over(String transport, int serverPort) {
    return over(transport, new InetSocketAddress("127.0.0.1", serverPort));
  }

  /** The same, for a server at ::1. */
  public static Phone over(String transport, InetSocketAddress server) {
    return switch (transport) {
      case "UDP" -> new Phone(new DatagramWire(server));
      case "TCP" -> new Phone(new StreamWire(server));
      default -> throw new IllegalArgumentException("No phone for " + transport);
    };
  }

  /** Shows the certificate and believes in those that the context has. */
  public static Phone tls(InetSocketAddress server, SSLContext context) {
    return new Phone(new StreamWire(server, context));
  }

  /** Lets the phone write another address into Via and Contact, as it does behind NAT. */
  public Phone namingItself(String hostAndPort) {
    address = hostAndPort;
    return this;
  }

  /** How many connections the server has opened to this phone. */
  public int accepted() {
    return wire.accepted();
  }

  /** Where this phone is called. */
  public String uri() {
    return "sip:" + user + "@" + address() + ";transport=" + transport().toLowerCase(Locale.ROOT);
  }

  /** Host and port. */
  public String address() {
    return address;
  }

  public String transport() {
    return wire.transport();
  }

  /** A dialog to come, or a request without one, to somebody by way of the server. */
  public Dialog dialog(String uri) {
    return Dialog.calling(this, uri);
  }

  /** Registrations of a user of a domain: REGISTER after REGISTER, RFC 3261 section 10.2. */
  public Dialog registering(String user, String domain) {
    return Dialog.registering(this, user, domain);
  }

  /** Waits for a request that belongs to no dialog yet. */
  public Dialog awaits(String method) {
    Message request =
        await(method, m -> m.isRequest() && m.method().equals(method) && m.tag("To").isEmpty());
    return Dialog.called(this, request);
  }

  /** Takes a message out of those that have come, or waits for it. */
  public Message await(String what, Predicate<Message> wanted) {
    return await(what, wanted, Await.SOON)
        .orElseThrow(() -> new AssertionError("No " + what + " came, but\n" + unread()));
  }

  /** The same, for what need not come. */
  public Optional<Message> await(String what, Predicate<Message> wanted, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    synchronized (inbox) {
      while (true) {
        Optional<Message> found = find(wanted);
        long left = end - System.nanoTime();
        if (found.isPresent() || left <= 0) {
          return found;
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(inbox, Math.max(left, 1_000_000));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("Interrupted while waiting for " + what, e);
        }
      }
    }
  }

  private Optional<Message> find(Predicate<Message> wanted) {
    for (Iterator<Message> all = inbox.iterator(); all.hasNext(); ) {
      Message message = all.next();
      if (wanted.test(message)) {
        all.remove();
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  /** What has come and was not asked for yet. */
  public List<Message> unread() {
    synchronized (inbox) {
      return List.copyOf(inbox);
    }
  }

  /** How often a message has come: more than once where the sender has repeated it. */
  public int times(Message message) {
    synchronized (inbox) {
      return seen.getOrDefault(message.text(), 0);
    }
  }

  private void take(Message message) {
    synchronized (inbox) {
      if (seen.merge(message.text(), 1, Integer::sum) == 1) {
        inbox.add(message);
      }
      inbox.notifyAll();
    }
  }

  /** Sends text as it stands, to the server. */
  public void send(Message message) {
    wire.send(message.text());
  }

  /** Sends bytes, whatever they are, to the server. */
  public void sendRaw(byte[] bytes) {
    wire.send(bytes);
  }

  /** A message to the server. The lines are headers and, after an empty one, the body. */
  Message message(List<String> head, String... lines) {
    return new Message(compose(head, lines), wire::send);
  }

  private static String compose(List<String> head, String... lines) {
    List<String> all = new ArrayList<>(head);
    int empty = List.of(lines).indexOf("");
    int headers = empty < 0 ? lines.length : empty;
    all.addAll(List.of(lines).subList(0, headers));
    String body =
        empty < 0 ? "" : String.join("\r\n", List.of(lines).subList(empty + 1, lines.length));
    all.add("Content-Length: " + body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    return String.join("\r\n", all) + "\r\n\r\n" + body;
  }

  String via(String branch) {
    return "Via: SIP/2.0/%s %s;branch=%s;rport".formatted(transport(), address(), branch);
  }

  static String newBranch() {
    return "z9hG4bK" + newTag();
  }

  static String newTag() {
    return UUID.randomUUID().toString().substring(0, 13).replace("-", "");
  }

  /** Ends its connection, and waits until the server has ended it, too. */
  void hangUp() {
    wire.hangUp();
  }

  @Override
  public void close() {
    wire.close();
  }
}
