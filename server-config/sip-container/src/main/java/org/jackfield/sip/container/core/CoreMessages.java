package org.jackfield.sip.container.core;

import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.Transaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jackfield.sip.container.core.transport.SignalingStack;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.MobicentsSipFactory;
import org.mobicents.servlet.sip.core.MobicentsSipServletMessageFactory;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletResponse;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** Makes the messages that servlets see. The core creates it by its class name. */
public final class CoreMessages implements MobicentsSipServletMessageFactory {
  private @Nullable SipFactoryImpl factory;

  /** Called by the core, by reflection. */
  public CoreMessages() {}

  @Override
  public MobicentsSipServletRequest createSipServletRequest(
      Request request,
      @Nullable MobicentsSipSession session,
      @Nullable Transaction transaction,
      @Nullable Dialog dialog,
      boolean createDialog) {
    CoreRequest made =
        new CoreRequest(request, factory(), session, transaction, dialog, createDialog);
    // what an application makes of a request keeps the channel of that
    if (transaction instanceof ServerTransaction || request.getMethod().equals(Request.ACK)) {
      made.isFrom(SignalingStack.certificates(request));
    }
    return made;
  }

  @Override
  public MobicentsSipServletResponse createSipServletResponse(
      Response response,
      @Nullable Transaction transaction,
      @Nullable MobicentsSipSession session,
      @Nullable Dialog dialog,
      boolean hasBeenReceived,
      boolean isRetransmission) {
    if (hasBeenReceived) {
      CoreProxy.received(response.getStatusCode());
    }
    return new CoreResponse(
        response, factory(), transaction, session, dialog, hasBeenReceived, isRetransmission);
  }

  @Override
  public MobicentsSipFactory getMobicentsSipFactory() {
    return factory();
  }

  @Override
  public void setMobicentsSipFactory(MobicentsSipFactory factory) {
    this.factory = (SipFactoryImpl) factory;
  }

  private SipFactoryImpl factory() {
    if (factory == null) {
      throw new IllegalStateException("The core has not set its factory");
    }
    return factory;
  }
}
