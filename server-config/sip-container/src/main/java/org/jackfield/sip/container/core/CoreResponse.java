package org.jackfield.sip.container.core;

import jakarta.servlet.sip.Rel100Exception;
import jakarta.servlet.sip.SipServletRequest;
import java.io.IOException;
import java.util.Iterator;
import javax.sip.Dialog;
import javax.sip.Transaction;
import javax.sip.header.RSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
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

  /** Of both kinds: a forking proxy collects what all have asked, RFC 3261 section 16.7. */
  @Override
  public Iterator<String> getChallengeRealms() {
    return CoreDigestClient.realms((Response) getMessage()).iterator();
  }

  @Override
  public void send() throws IOException {
    super.send();
    CoreContext context = context();
    if (context != null) {
      context.traffic().responseSent(getStatus());
    }
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
