package org.jackfield.sip.container.core;

import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.ims.PathHeader;
import jakarta.servlet.sip.Rel100Exception;
import jakarta.servlet.sip.SipServletRequest;
import java.io.IOException;
import java.text.ParseException;
import java.util.Iterator;
import javax.sip.Dialog;
import javax.sip.Transaction;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.RSeqHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jackfield.sip.container.core.transport.AnswerGate;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.message.SipServletResponseImpl;

/** A response with the method that Servlet 3.1 added after the core was written. */
public final class CoreResponse extends SipServletResponseImpl {
  CoreResponse(
      Response response,
      SipFactoryImpl factory,
      @Nullable Transaction transaction,
      @Nullable MobicentsSipSession session,
      @Nullable Dialog dialog,
      boolean hasBeenReceived,
      boolean isRetransmission) {
    super(response, factory, transaction, session, dialog, hasBeenReceived, isRetransmission);
  }

  /** The core would try with any response, and fail in the middle. */
  @Override
  public SipServletRequest createPrack() throws Rel100Exception {
    if (!getMethod().equals(Request.INVITE)) {
      throw new Rel100Exception(Rel100Exception.NOT_INVITE);
    }
    if (getStatus() <= SC_TRYING || getStatus() >= SC_OK) {
      throw new Rel100Exception(Rel100Exception.NOT_1XX);
    }
    if (getMessage().getHeader(RSeqHeader.NAME) == null) {
      throw new Rel100Exception(Rel100Exception.NOT_100rel);
    }
    return super.createPrack();
  }

  /** RFC 3261 section 22.1: an ACK has the credentials of its INVITE, it cannot be challenged. */
  @Override
  public SipServletRequest createAck() {
    SipServletRequest ack = super.createAck();
    if (ack instanceof CoreRequest made && getRequest() instanceof CoreRequest invite) {
      Credentials.copy((Request) invite.getMessage(), (Request) made.getMessage());
    }
    return ack;
  }

  /**
   * RFC 8760 section 2.3: one challenge for each algorithm; the core keeps the last alone. RFC 3327
   * section 5.3: a registrar says the Path again, which to the core is nobody's but its own.
   */
  @Override
  public void addHeader(String name, String value) {
    if (!isChallenge(name) && !isPathOfRegistration(name)) {
      super.addHeader(name, value);
      return;
    }
    try {
      getMessage().addHeader(new HeaderFactoryImpl().createHeader(name, value));
    } catch (ParseException e) {
      throw new IllegalArgumentException("No value of " + name + ": " + value, e);
    }
  }

  private boolean isPathOfRegistration(String name) {
    return name.equalsIgnoreCase(PathHeader.NAME) && getMethod().equals(Request.REGISTER);
  }

  private static boolean isChallenge(String name) {
    return name.equalsIgnoreCase(WWWAuthenticateHeader.NAME)
        || name.equalsIgnoreCase(ProxyAuthenticateHeader.NAME);
  }

  /** Of both kinds: a forking proxy collects what all have asked, RFC 3261 section 16.7. */
  @Override
  public Iterator<String> getChallengeRealms() {
    return CoreDigestClient.realms((Response) getMessage()).iterator();
  }

  @Override
  public void send() throws IOException {
    if (isAnswer()) {
      AnswerGate.during(getCallId(), super::send);
    } else {
      super.send();
    }
    CoreContext context = context();
    if (context != null) {
      context.traffic().responseSent(getStatus());
    }
  }

  private boolean isAnswer() {
    return getStatus() >= SC_OK
        && getStatus() < SC_MULTIPLE_CHOICES
        && getMethod().equals(Request.INVITE);
  }

  /** Called before a servlet is given this response: when it was made, its session was unknown. */
  void delivered() {
    CoreContext context = context();
    if (context != null) {
      context.traffic().responseReceived(getStatus());
    }
    if (getSipSession() instanceof CoreSession session) {
      session.credentials().heard((Response) getMessage());
    }
  }

  /** The application that sends or receives it, where its session is known. */
  @Nullable CoreContext context() {
    return getSipSession() != null
            && getSipSession().getSipApplicationSession() instanceof ApplicationSession session
            && session.getSipContext() instanceof CoreContext context
        ? context
        : null;
  }

  @Override
  public void setContentLengthLong(long length) {
    setContentLength(Math.toIntExact(length));
  }
}
