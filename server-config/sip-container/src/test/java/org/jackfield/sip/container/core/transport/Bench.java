package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.sip.SipProvider;
import org.jackfield.sip.container.AdmissionSettings;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.ServerSettings;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.Transport;

/** A running stack with a user agent on it, and phones that call it. */
final class Bench implements AutoCloseable {
  static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  final SignalingStack stack;
  final Answering agent = new Answering();
  final Traffic traffic = new Traffic();

  Bench() {
    this(AdmissionSettings.DEFAULT);
  }

  Bench(AdmissionSettings admission) {
    stack = new SignalingStack(ServerSettings.DEFAULT, new Properties());
    stack.admit(admission);
  }

  static AdmissionSettings limit(int callsPerSecond) {
    return new AdmissionSettings(callsPerSecond, Duration.ofMillis(200), 20_000, 5, 30);
  }

  static ConnectorSettings connector(String name, Transport transport, InetSocketAddress address) {
    return new ConnectorSettings(
        name, transport, address, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  InetSocketAddress open(Transport transport) throws IOException {
    return open(connector(transport.name(), transport, new InetSocketAddress(LOOPBACK, 0)));
  }

  InetSocketAddress openTls(SSLContext server, Optional<SSLContext> client) throws IOException {
    return open(
        new ConnectorSettings(
            "tls",
            Transport.TLS,
            new InetSocketAddress(LOOPBACK, 0),
            Optional.empty(),
            Optional.of(server),
            client,
            false));
  }

  InetSocketAddress open(ConnectorSettings settings) throws IOException {
    SipProvider provider = stack.open(settings, traffic);
    listen(provider);
    return new InetSocketAddress(
        settings.address().getAddress(), provider.getListeningPoints()[0].getPort());
  }

  void listen(SipProvider provider) {
    try {
      provider.addSipListener(agent);
    } catch (java.util.TooManyListenersException e) {
      throw new IllegalStateException(e);
    }
  }

  Phone call(Transport transport, InetSocketAddress server) throws IOException {
    return transport == Transport.UDP
        ? Phone.udp(server)
        : Phone.stream(new Socket(server.getAddress(), server.getPort()));
  }

  /** Sends a request, written as text, statefully by the provider of this transport. */
  void send(Transport transport, String text) throws Exception {
    SIPRequest request =
        (SIPRequest)
            new StringMsgParser()
                .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    SipProvider provider = provider(transport);
    Via via = ((ListeningPointImpl) provider.getListeningPoints()[0]).getViaHeader();
    via.setBranch("z9hG4bK-" + UUID.randomUUID());
    request.setHeader(via);
    provider.getNewClientTransaction(request).sendRequest();
  }

  SipProvider provider(Transport transport) {
    var providers = stack.stack().getSipProviders();
    while (providers.hasNext()) {
      SipProvider provider = providers.next();
      if (provider.getListeningPoints()[0].getTransport().equalsIgnoreCase(transport.name())) {
        return provider;
      }
    }
    throw new AssertionError("No provider for " + transport);
  }

  /** Waits for a fact. */
  static void until(String what, BooleanSupplier fact) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within 5 s: " + what);
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    stack.stop();
  }
}
