package org.jackfield.sip.container.core;

import gov.nist.javax.sip.message.SIPRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.sip.AuthInfo;
import jakarta.servlet.sip.Proxy;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.TooManyHopsException;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sip.Dialog;
import javax.sip.Transaction;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jackfield.sip.container.core.CoreDigestClient.Answered;
import org.jackfield.sip.container.core.CoreDigestClient.Login;
import org.jackfield.sip.container.core.transport.SignalingStack;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.message.SipServletRequestImpl;
import org.mobicents.servlet.sip.security.AuthInfoEntry;
import org.mobicents.servlet.sip.security.AuthInfoImpl;

/** A request with the methods that Servlet 3 to 6 added after the core was written. */
public final class CoreRequest extends SipServletRequestImpl {
  /** The name that the servlet specification gives it among the SSL attributes. */
  static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private transient List<Answered> answered = List.of();
  private final transient AtomicReference<@Nullable CoreRequest> lateCancel =
      new AtomicReference<>();

  CoreRequest(
      Request request,
      SipFactoryImpl factory,
      @Nullable MobicentsSipSession session,
      @Nullable Transaction transaction,
      @Nullable Dialog dialog,
      boolean createDialog) {
    super(request, factory, session, transaction, dialog, createDialog);
  }

  /** Tells by which certificates the sender has proved who it is, its own first. */
  void isFrom(List<Certificate> chain) {
    X509Certificate[] all =
        chain.stream().filter(X509Certificate.class::isInstance).toArray(X509Certificate[]::new);
    if (all.length > 0) {
      setAttribute(CERTIFICATES, all);
    }
  }

  @Override
  public @Nullable Proxy getProxy(boolean create) throws TooManyHopsException {
    MobicentsSipSession session = getSipSession();
    if (create && session.getProxy() == null) {
      session.setProxy(new CoreProxy(this, (SipFactoryImpl) sipFactoryImpl));
    }
    return super.getProxy(create);
  }

  /** This INVITE is cancelled when something is heard of it. Any thread. */
  void cancelLater(CoreRequest cancel) {
    lateCancel.set(cancel);
  }

  /** What {@link #cancelLater} left, for the one who takes it. Any thread. */
  @Nullable CoreRequest takeLateCancel() {
    return lateCancel.getAndSet(null);
  }

  /** No other server is asked what is to be cancelled as soon as anything is heard of it. */
  @Override
  public boolean visitNextHop() {
    return lateCancel.get() == null && super.visitNextHop();
  }

  @Override
  public void send() throws IOException {
    if (getMethod().equals(Request.CANCEL) && LateCancel.waits(this)) {
      return;
    }
    if (getSipSession() instanceof CoreSession session) {
      session.credentials().addTo((Request) getMessage(), answered);
    }
    OutboundInterface by = outboundInterface();
    if (by == null) {
      super.send();
    } else {
      SignalingStack.sendBy(getCallId(), by.host(), by.port(), super::send);
    }
    if (getSipSession().getSipApplicationSession().getSipContext() instanceof CoreContext context) {
      context.traffic().requestSent();
    }
  }

  private @Nullable OutboundInterface outboundInterface() {
    if (!(getSipSession() instanceof CoreSession session)) {
      return null;
    }
    // within a dialog a proxy sends both ways
    return session.getProxy() instanceof CoreProxy proxy
        ? (((SIPRequest) getMessage()).getToTag() == null ? proxy.chosenInterface() : null)
        : session.chosenInterface();
  }

  @Override
  public void addAuthHeader(SipServletResponse challenge, AuthInfo info) {
    answer(challenge, realm -> login(info, realm));
  }

  @Override
  public void addAuthHeader(SipServletResponse challenge, String user, String password) {
    answer(challenge, realm -> Optional.of(new Login(user, password)));
  }

  @Override
  public void addAuthHeader(SipServletResponse challenge, AuthInfo info, boolean cached) {
    addAuthHeader(challenge, info);
  }

  @Override
  public void addAuthHeader(
      SipServletResponse challenge, String user, String password, boolean cached) {
    addAuthHeader(challenge, user, password);
  }

  private void answer(SipServletResponse challenge, Function<String, Optional<Login>> logins) {
    checkReadOnly();
    if (!(getSipSession() instanceof CoreSession session)
        || !(challenge instanceof CoreResponse received)) {
      throw new IllegalArgumentException("Not a response to a request of this application");
    }
    answered =
        session
            .credentials()
            .answer((Request) getMessage(), (Response) received.getMessage(), logins);
  }

  private static Optional<Login> login(AuthInfo info, String realm) {
    return info instanceof AuthInfoImpl known
        ? Optional.<@Nullable AuthInfoEntry>ofNullable(known.getAuthInfo(realm))
            .map(entry -> new Login(entry.getUserName(), entry.getPassword()))
        : Optional.empty();
  }

  @Override
  public ServletContext getServletContext() {
    return getSipSession().getSipApplicationSession().getSipContext().getServletContext();
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> parameters = new LinkedHashMap<>();
    Enumeration<String> names = getParameterNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      parameters.put(name, getParameterValues(name));
    }
    return parameters;
  }

  @Override
  public long getContentLengthLong() {
    return getContentLength();
  }

  /** The branch of the topmost Via: RFC 3261 section 8.1.1.7 makes it unique to the request. */
  @Override
  public String getRequestId() {
    String branch = topVia() == null ? null : topVia().getBranch();
    return branch == null ? "" : branch;
  }

  @Override
  public String getProtocolRequestId() {
    return getRequestId();
  }

  @Override
  public ServletConnection getServletConnection() {
    return new SipConnection(
        getTransport() + ":" + getRemoteAddr() + ":" + getRemotePort(), isSecure());
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public boolean isAsyncSupported() {
    return false;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public AsyncContext startAsync() {
    throw synchronous();
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    throw synchronous();
  }

  @Override
  public AsyncContext getAsyncContext() {
    throw synchronous();
  }

  // JSR 289 section 5.1: a SIP servlet may answer later from any thread, it needs no AsyncContext
  private static IllegalStateException synchronous() {
    return new IllegalStateException(
        "SIP requests have no AsyncContext: keep the request and answer it later");
  }

  private @Nullable ViaHeader topVia() {
    return (ViaHeader) getMessage().getHeader(ViaHeader.NAME);
  }

  /** What is known of the flow on which a request came. */
  private record SipConnection(String id, boolean secure) implements ServletConnection {
    @Override
    public String getConnectionId() {
      return id;
    }

    @Override
    public String getProtocol() {
      return "SIP/2.0";
    }

    @Override
    public String getProtocolConnectionId() {
      return "";
    }

    @Override
    public boolean isSecure() {
      return secure;
    }
  }
}
