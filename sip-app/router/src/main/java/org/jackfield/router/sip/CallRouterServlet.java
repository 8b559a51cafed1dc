package org.jackfield.router.sip;

import jakarta.inject.Inject;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipErrorEvent;
import jakarta.servlet.sip.SipErrorListener;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.annotation.SipListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jackfield.media.MediaEvent;
import org.jackfield.sip.LastWords;
import org.jackfield.sip.States;
import org.jackfield.sip.Visitors;
import org.jspecify.annotations.Nullable;

/**
 * Where SIP comes in. It only translates: a call that begins goes to {@link Arrival}, all else to
 * the line of its dialog. Entered by the container's workers, one at a time for each session.
 */
@SipListener(applicationName = "jackfield")
@jakarta.servlet.sip.annotation.SipServlet(
    name = "CallRouter",
    applicationName = "jackfield",
    loadOnStartup = 1)
public class CallRouterServlet extends SipServlet implements SipErrorListener {

  private static final long serialVersionUID = 1L;
  private static final String METHODS =
      "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY, REGISTER";

  @Inject private transient @Nullable Wiring wiring;
  @Inject private transient @Nullable SipSessionsUtil sessions;

  /** The API may place calls before any comes in: all is wired when the server says it is up. */
  @Override
  public void init() {
    if (wiring != null) {
      Trunking trunking = wiring.trunking();
      getServletContext().setAttribute(States.ATTRIBUTE, (States) trunking::states);
      getServletContext().setAttribute(LastWords.ATTRIBUTE, (LastWords) trunking::close);
      List<SipURI> connectors =
          Trunking.uris(getServletContext().getAttribute(OUTBOUND_INTERFACES));
      wiring.arrival().answersTo(connectors);
      trunking.begin(connectors);
      // What is injected leads to an application that is in service, which is later
      if (getServletContext().getAttribute(Visitors.ATTRIBUTE) instanceof Visitors visitors) {
        visitors.expect(wiring::expects);
      }
    }
  }

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    Optional<SipLine> line = SipLine.of(invite.getSession()).filter(found -> found.isAbout(invite));
    if (line.isPresent()) {
      line.get().offered(invite);
    } else if (!invite.isInitial()) {
      invite.createResponse(SipServletResponse.SC_CALL_LEG_DONE).send();
    } else if (invite.getHeader("Replaces") != null) {
      replace(invite);
    } else if (wiring != null) {
      invite.getApplicationSession().setExpires(0);
      invite.getApplicationSession().setInvalidateWhenReady(true);
      wiring.arrival().of(invite);
    }
  }

  /** RFC 3891: a phone takes over a call, which the container has found. */
  private void replace(SipServletRequest invite) throws IOException {
    SipSession replaced =
        sessions == null
            ? null
            : sessions.getCorrespondingSipSession(invite.getSession(), "Replaces");
    Optional<SipLine> line =
        Optional.ofNullable(replaced).filter(SipSession::isValid).flatMap(SipLine::of);
    if (line.isPresent() && wiring != null && !wiring.isTrusted(invite)) {
      // RFC 3891 section 3: who takes over a call must be allowed to
      invite.createResponse(SipServletResponse.SC_FORBIDDEN).send();
    } else if (line.isPresent()) {
      boolean earlyOnly = invite.getHeader("Replaces").contains("early-only");
      line.get().replacedBy(invite, earlyOnly);
    } else {
      invite.createResponse(SipServletResponse.SC_CALL_LEG_DONE).send();
    }
  }

  @Override
  protected void doUpdate(SipServletRequest update) throws IOException {
    Optional<SipLine> line = SipLine.of(update.getSession());
    if (line.isPresent()) {
      line.get().offered(update);
    } else {
      update.createResponse(SipServletResponse.SC_OK).send();
    }
  }

  @Override
  protected void doAck(SipServletRequest ack) throws IOException {
    Optional<SipLine> line = SipLine.of(ack.getSession());
    if (line.isPresent()) {
      line.get().acknowledged(ack);
    }
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    // A dialog that was replaced may end at the same moment: that is not the end of the call
    Optional<SipLine> line = SipLine.of(bye.getSession()).filter(found -> found.isAbout(bye));
    if (line.isPresent()) {
      line.get().hungUp(bye);
    } else {
      bye.createResponse(SipServletResponse.SC_OK).send();
    }
  }

  @Override
  protected void doCancel(SipServletRequest cancel) {
    SipLine.of(cancel.getSession())
        .filter(IncomingLine.class::isInstance)
        .ifPresent(line -> ((IncomingLine) line).cancelled());
  }

  @Override
  protected void doPrack(SipServletRequest prack) throws IOException {
    prack.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doInfo(SipServletRequest info) throws IOException {
    Optional<SipLine> line = SipLine.of(info.getSession());
    Optional<Character> key = InfoKey.of(info);
    if (line.isPresent() && key.isPresent()) {
      line.get().inbox.onEvent(new MediaEvent.KeyPressed(key.get()));
    }
    info.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doRefer(SipServletRequest refer) throws IOException {
    Optional<SipLine> line = SipLine.of(refer.getSession());
    Optional<String> target = referTo(refer);
    if (line.isEmpty() || target.isEmpty()) {
      refer.createResponse(SipServletResponse.SC_BAD_REQUEST).send();
      return;
    }
    line.get().transferAsked(refer, target.get());
  }

  private static Optional<String> referTo(SipServletRequest refer) {
    try {
      return Optional.ofNullable(refer.getAddressHeader("Refer-To"))
          .map(address -> address.getURI().toString());
    } catch (ServletParseException e) {
      return Optional.empty();
    }
  }

  @Override
  protected void doNotify(SipServletRequest notify) throws IOException {
    notify.createResponse(SipServletResponse.SC_OK).send();
    Optional<SipLine> line = SipLine.of(notify.getSession());
    if (line.isPresent()) {
      Transfer.told(notify).ifPresent(line.get().inbox::referNotified);
    }
  }

  @Override
  protected void doOptions(SipServletRequest options) throws IOException {
    SipServletResponse response = options.createResponse(SipServletResponse.SC_OK);
    response.setHeader("Allow", METHODS);
    response.setHeader("Accept", Sdp.TYPE);
    response.send();
  }

  @Override
  protected void doRegister(SipServletRequest register) throws IOException {
    if (wiring == null) {
      refused(register);
    } else {
      register.getApplicationSession().setExpires(0);
      register.getApplicationSession().setInvalidateWhenReady(true);
      wiring.registrations().of(register);
    }
  }

  @Override
  protected void doMessage(SipServletRequest message) throws IOException {
    refused(message);
  }

  @Override
  protected void doSubscribe(SipServletRequest subscribe) throws IOException {
    refused(subscribe);
  }

  @Override
  protected void doPublish(SipServletRequest publish) throws IOException {
    refused(publish);
  }

  private static void refused(SipServletRequest request) throws IOException {
    SipServletResponse response = request.createResponse(SipServletResponse.SC_METHOD_NOT_ALLOWED);
    response.setHeader("Allow", METHODS);
    response.send();
  }

  @Override
  protected void doResponse(SipServletResponse answer) throws IOException {
    Optional<SipLine> line = SipLine.of(answer.getSession());
    if (line.isPresent()) {
      line.get().came(answer);
    } else if (Errand.of(answer.getSession()).isPresent()) {
      Errand.of(answer.getSession()).get().answered(answer);
    } else if (answer.getMethod().equals("INVITE") && answer.getStatus() / 100 == 2) {
      OutgoingLine.declineLate(answer);
    }
  }

  @Override
  public void noAckReceived(SipErrorEvent event) {
    SipLine.of(event.getRequest().getSession())
        .filter(IncomingLine.class::isInstance)
        .ifPresent(line -> line.inOrder(((IncomingLine) line)::unacknowledged));
  }

  @Override
  public void noPrackReceived(SipErrorEvent event) {
    // Provisional answers are not sent reliably
  }
}
