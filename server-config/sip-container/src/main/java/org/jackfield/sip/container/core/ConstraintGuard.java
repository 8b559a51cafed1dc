package org.jackfield.sip.container.core;

import gov.nist.javax.sip.message.SIPRequest;
import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.security.cert.Certificate;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.message.Message;
import org.jackfield.sip.Visitors;
import org.jackfield.sip.container.ApplicationSettings;
import org.jackfield.sip.container.Transport;
import org.jackfield.sip.container.core.transport.SignalingStack;
import org.jackfield.sip.container.descriptor.LoginConfig;
import org.jackfield.sip.container.descriptor.SecurityDeclaration;
import org.jackfield.sip.container.descriptor.ServletDeclaration;
import org.jackfield.sip.container.descriptor.SipDescriptor;
import org.jackfield.sip.container.security.Authenticator;
import org.jackfield.sip.container.security.Caller;
import org.jackfield.sip.container.security.CertificateAuthenticator;
import org.jackfield.sip.container.security.Constraints;
import org.jackfield.sip.container.security.DigestAuthenticator;
import org.jackfield.sip.container.security.DigestSettings;
import org.jackfield.sip.container.security.DigestVerifier;
import org.jackfield.sip.container.security.ElytronPasswords;
import org.jackfield.sip.container.security.Gatekeeper;
import org.jackfield.sip.container.security.Passwords;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;
import org.wildfly.security.auth.server.SecurityDomain;

/**
 * Keeps the security constraints of one application: who may not pass is answered here, and who has
 * to be known is made known to the servlet. Entered by many threads.
 */
final class ConstraintGuard implements Guard {
  private static final String DIGEST = "DIGEST";
  private static final String CERTIFICATE = "CLIENT-CERT";
  private static final Set<String> METHODS = Set.of(DIGEST, CERTIFICATE);

  private final SipDescriptor descriptor;
  private final Gatekeeper gatekeeper;
  private final Visitors visitors;
  private final HeaderFactory headers;

  private ConstraintGuard(SipDescriptor descriptor, Gatekeeper gatekeeper, Visitors visitors) {
    this.descriptor = descriptor;
    this.gatekeeper = gatekeeper;
    this.visitors = visitors;
    try {
      headers = SipFactory.getInstance().createHeaderFactory();
    } catch (PeerUnavailableException e) {
      throw new IllegalStateException("The SIP stack is not there", e);
    }
  }

  /**
   * The guard that an application's declarations ask for.
   *
   * @param nonceSecret seals the nonces of challenges
   * @param visitors is told who has logged in and who has not
   * @throws ServletException if they ask for what this server cannot do
   */
  static Guard of(ApplicationSettings application, byte[] nonceSecret, Visitors visitors)
      throws ServletException {
    SecurityDeclaration declared = application.descriptor().security();
    if (declared.constraints().isEmpty()) {
      return OPEN;
    }
    Optional<SecurityDomain> domain = application.environment().securityDomain();
    if (asksForCallers(declared)) {
      check(application.name(), declared.loginConfig(), domain);
    }
    Authenticator authenticator =
        domain
            .filter(known -> method(declared.loginConfig()).equals(CERTIFICATE))
            .<Authenticator>map(CertificateAuthenticator::new)
            .orElseGet(() -> new DigestAuthenticator(digest(application, domain, nonceSecret)));
    return new ConstraintGuard(
        application.descriptor(),
        new Gatekeeper(new Constraints(declared), authenticator),
        visitors);
  }

  private static String method(Optional<LoginConfig> login) {
    return login.flatMap(LoginConfig::authMethod).orElse(DIGEST);
  }

  private static DigestVerifier digest(
      ApplicationSettings application, Optional<SecurityDomain> domain, byte[] nonceSecret) {
    Optional<LoginConfig> login = application.descriptor().security().loginConfig();
    return new DigestVerifier(
        login.flatMap(LoginConfig::realm).orElse(application.name()),
        domain.<Passwords>map(ElytronPasswords::new).orElse(Passwords.NONE),
        DigestSettings.DEFAULT,
        nonceSecret,
        InstantSource.system());
  }

  private static boolean asksForCallers(SecurityDeclaration declared) {
    return declared.constraints().stream()
        .anyMatch(constraint -> constraint.roles().filter(roles -> !roles.isEmpty()).isPresent());
  }

  private static void check(
      String application, Optional<LoginConfig> login, Optional<SecurityDomain> domain)
      throws ServletException {
    String method = method(login);
    if (!METHODS.contains(method)) {
      throw new ServletException(
          "<auth-method> of SIP application '%s' is %s, and only DIGEST and CLIENT-CERT are"
                  .formatted(application, method)
              + " supported");
    }
    if (login
        .flatMap(LoginConfig::identityAssertion)
        .filter(LoginConfig.IdentityAssertion::required)
        .isPresent()) {
      throw new ServletException(
          "<identity-assertion-support> of SIP application '%s' is REQUIRED, and callers can be"
                  .formatted(application)
              + " known by DIGEST or CLIENT-CERT only: use SUPPORTED");
    }
    if (domain.isEmpty()) {
      throw new ServletException(
          "SIP application '%s' has security constraints and no security domain: name one in"
                  .formatted(application)
              + " <security-domain> of jboss-web.xml, or for all SIP applications in the attribute"
              + " security-domain of /subsystem=sip");
    }
  }

  @Override
  public boolean admits(MobicentsSipServletRequest request) {
    return switch (gatekeeper.rule(new Knocking(request, visitors))) {
      case Gatekeeper.Pass(Optional<Caller> caller) -> {
        caller.ifPresent(known -> {
          visitors.succeeded(request);
          request.setUserPrincipal(new SipCaller(known, links(request)));
        });
        yield true;
      }
      case Gatekeeper.Answer answer -> {
        send(answer, request);
        forget(request);
        yield false;
      }
    };
  }

  /** No servlet has seen what a stranger began, and none would end it. */
  private static void forget(MobicentsSipServletRequest request) {
    if (request.isInitial() && request.getSipSession() instanceof CoreSession session) {
      session.endWithItsTransactions();
    }
  }

  private Map<String, String> links(MobicentsSipServletRequest request) {
    return descriptor
        .servlet(request.getSipSession().getHandler())
        .map(ServletDeclaration::roleLinks)
        .orElse(Map.of());
  }

  private void send(Gatekeeper.Answer answer, MobicentsSipServletRequest request) {
    SipServletResponse response = request.createResponse(answer.status());
    try {
      if (response instanceof CoreResponse core && core.getMessage() instanceof Message message) {
        // not by the servlet API, which knows one value of these headers
        for (String value : answer.values()) {
          message.addHeader(headers.createHeader(answer.header(), value));
        }
      }
      response.send();
    } catch (IOException e) {
      throw new UncheckedIOException("A request cannot be answered", e);
    } catch (ParseException e) {
      throw new IllegalStateException("The stack cannot read our own " + answer.header(), e);
    }
  }

  /** A request as the gatekeeper looks at it. */
  private record Knocking(MobicentsSipServletRequest request, Visitors visitors)
      implements Gatekeeper.Knock {
    private SIPRequest message() {
      return (SIPRequest) request.getMessage();
    }

    @Override
    public String servletName() {
      return request.getSipSession().getHandler();
    }

    @Override
    public String method() {
      return message().getMethod();
    }

    @Override
    public String requestUri() {
      return message().getRequestURI().toString();
    }

    /** The transports refuse a message whose topmost Via names another than theirs. */
    @Override
    public Transport transport() {
      return Transport.valueOf(message().getTopmostVia().getTransport().toUpperCase(Locale.ROOT));
    }

    @Override
    public void failed() {
      visitors.failed(request, Visitors.Failure.LOGIN);
    }

    @Override
    public InetAddress source() {
      return message().getPeerPacketSourceAddress();
    }

    @Override
    public List<Certificate> certificates() {
      return SignalingStack.certificates(message());
    }

    @Override
    public List<String> headers(String name) {
      List<String> values = new ArrayList<>();
      message().getHeaders(name).forEachRemaining(header -> values.add(value((Header) header)));
      return values;
    }

    private static String value(Header header) {
      String text = header.toString();
      return text.substring(text.indexOf(':') + 1).strip();
    }

    @Override
    public byte[] body() {
      byte[] content = message().getRawContent();
      return content == null ? new byte[0] : content;
    }
  }
}
