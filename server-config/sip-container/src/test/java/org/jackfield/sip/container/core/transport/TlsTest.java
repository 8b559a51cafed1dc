package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jackfield.sip.container.Transport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  private static KeyStore ours;
  private static KeyStore theirs;

  @BeforeAll
  static void makeKeys(@TempDir Path folder) throws Exception {
    ours = Certificates.make(folder, "ours");
    theirs = Certificates.make(folder, "theirs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void answersOverTls(String protocol) throws Exception {
    try (Bench bench = new Bench()) {
      InetSocketAddress server =
          bench.openTls(Certificates.server(ours, theirs, false), Optional.empty());
      SSLSocket socket = connect(Certificates.context(theirs, ours), server);
      socket.setEnabledProtocols(new String[] {protocol});
      try (Phone phone = Phone.stream(socket)) {
        phone.send(phone.request("OPTIONS", "one", 1, ""));

        assertThat(phone.receive()).startsWith("SIP/2.0 200 OK").contains("SIP/2.0/TLS");
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      }
    }
  }

  @Test
  void aPeerIsKnownByItsCertificateWhereTheContextAsksForOne() throws Exception {
    List<Certificate> seen = new CopyOnWriteArrayList<>();
    try (Bench bench = new Bench()) {
      InetSocketAddress server =
          bench.openTls(Certificates.server(ours, theirs, true), Optional.empty());
      bench.agent.before = request -> seen.addAll(SignalingStack.certificates(request));
      try (Phone phone = Phone.stream(connect(Certificates.context(theirs, ours), server))) {
        phone.send(phone.request("OPTIONS", "one", 1, ""));
        assertThat(phone.receive()).startsWith("SIP/2.0 200 OK");
      }
      assertThat(seen).containsExactly(theirs.getCertificate("theirs"));

      try (Phone stranger = Phone.stream(connect(Certificates.context(ours, ours), server))) {
        stranger.send(stranger.request("OPTIONS", "two", 1, ""));
      } catch (java.io.UncheckedIOException e) {
        // the server may have hung up before it was written
      }
      Bench.until("the stranger is gone", () -> bench.stack.connections(Transport.TLS) == 0);
      assertThat(bench.agent.requests).hasSize(1);
    }
  }

  @Test
  void weShowTheClientContextToPeersThatWeCall() throws Exception {
    SSLContext far = Certificates.context(theirs, ours);
    try (Bench bench = new Bench();
        SSLServerSocket listening =
            (SSLServerSocket)
                far.getServerSocketFactory().createServerSocket(0, 5, Bench.LOOPBACK)) {
      listening.setNeedClientAuth(true);
      bench.openTls(
          Certificates.context(theirs, theirs), Optional.of(Certificates.context(ours, theirs)));
      bench.send(
          Transport.TLS,
          """
          OPTIONS sip:a@127.0.0.1:%d;transport=tls SIP/2.0
          Max-Forwards: 70
          From: <sip:bob@example.com>;tag=ours
          To: <sip:a@example.com>
          Call-ID: out
          CSeq: 1 OPTIONS
          Content-Length: 0

          """
              .replace("\n", "\r\n")
              .formatted(listening.getLocalPort()));
      try (Phone phone = Phone.stream((Socket) listening.accept())) {
        assertThat(phone.receive()).startsWith("OPTIONS ").contains("Via: SIP/2.0/TLS 127.0.0.1:");
      }
    }
  }

  private static SSLSocket connect(SSLContext context, InetSocketAddress server) throws Exception {
    return (SSLSocket)
        context.getSocketFactory().createSocket(server.getAddress(), server.getPort());
  }
}
