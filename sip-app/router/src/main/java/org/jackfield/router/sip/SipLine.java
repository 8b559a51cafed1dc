package org.jackfield.router.sip;

import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipServletMessage;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallEvent;
import org.jackfield.interpreter.Inbox;
import org.jackfield.interpreter.Line;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.sip.SessionExecutor;

/**
 * A dialog with a phone, and its sound. What the call's thread asks is done in the order of the SIP
 * application session; so is what the phone sends: nothing here needs a lock.
 */
abstract class SipLine implements Line {

  static final String SDP = "application/sdp";

  private static final String ATTRIBUTE = SipLine.class.getName();
  private static final Logger LOG = System.getLogger(SipLine.class.getName());

  final SipSession session;
  final Inbox inbox;
  final InstantSource clock;
  private final SipApplicationSession application;
  private final SessionExecutor executor;
  private final Map<String, String> parameters;
  private final MediaSession sound;

  SipLine(
      SipSession session,
      SessionExecutor executor,
      Inbox inbox,
      MediaSession sound,
      Map<String, String> parameters,
      InstantSource clock) {
    this.session = session;
    this.application = session.getApplicationSession();
    this.executor = executor;
    this.inbox = inbox;
    this.sound = sound;
    this.parameters = Map.copyOf(parameters);
    this.clock = clock;
  }

  /** The line of a dialog, nothing if it has none (any more). */
  static Optional<SipLine> of(SipSession session) {
    return session.isValid()
        ? Optional.ofNullable((SipLine) session.getAttribute(ATTRIBUTE))
        : Optional.empty();
  }

  /** Lets requests and answers of the dialog find the line. */
  final void attach() {
    session.setAttribute(ATTRIBUTE, this);
  }

  @Override
  public final MediaSession sound() {
    return sound;
  }

  @Override
  public Map<String, String> parameters() {
    return parameters;
  }

  @Override
  public final void close() {
    sound.close();
    inOrder(this::end);
  }

  /** Ends the dialog in the way that fits. In the session's order, any number of times. */
  abstract void end() throws IOException;

  /** An answer to a request of ours. In the session's order. */
  abstract void answered(SipServletResponse answer) throws IOException;

  /** The ACK to an answer of ours. In the session's order. */
  abstract void acknowledged(SipServletRequest ack) throws IOException;

  /** Work for SIP. */
  interface Work {
    void run() throws IOException;
  }

  /** Does SIP work in the session's order; a session that has ended has nothing left to be done. */
  final void inOrder(Work work) {
    try {
      executor.execute(
          application,
          () -> {
            try {
              work.run();
            } catch (IOException e) {
              LOG.log(
                  Level.DEBUG, "A message of " + parameters.get("SipCallId") + " was not sent", e);
              happen(new CallEvent.Failed(clock.instant()));
            }
          });
    } catch (IllegalStateException ended) {
      LOG.log(Level.TRACE, "The session of {0} has ended", parameters.get("SipCallId"));
    }
  }

  final void happen(CallEvent event) {
    inbox.tell(event);
  }

  /** The far end hung up. */
  void hungUp(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
    happen(new CallEvent.HungUp(clock.instant()));
  }

  /**
   * Tells where the far end speaks from. A phone behind an address translator describes an address
   * of its own house; its sound comes from where its signalling does.
   */
  final void heard(SipServletMessage message) {
    String host = message.getInitialRemoteAddr();
    if (host != null) {
      try {
        sound.signalledFrom(InetAddress.getByName(host));
      } catch (UnknownHostException e) {
        LOG.log(Level.DEBUG, "The container gave no address: {0}", host);
      }
    }
  }

  /** Another offer within the dialog: hold, another codec, another address (RFC 3264 section 8). */
  void offered(SipServletRequest request) throws IOException {
    heard(request);
    String offer = text(request);
    try {
      String ours = offer.isEmpty() ? sound.description() : sound.reoffer(offer);
      SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
      response.setContent(ours.getBytes(StandardCharsets.UTF_8), SDP);
      response.send();
    } catch (MediaRefused e) {
      request.createResponse(status(e.reason())).send();
    }
  }

  /** How a description that we cannot take is refused. */
  static int status(MediaRefused.Reason reason) {
    return switch (reason) {
      case MALFORMED -> SipServletResponse.SC_BAD_REQUEST;
      case NOT_ACCEPTABLE -> SipServletResponse.SC_NOT_ACCEPTABLE_HERE;
      case NO_PORT_LEFT -> SipServletResponse.SC_SERVICE_UNAVAILABLE;
    };
  }

  /** The session description in a message, empty if there is none. */
  static String text(SipServletMessage message) throws IOException {
    String type = message.getContentType();
    byte[] content = message.getRawContent();
    return content == null
            || type == null
            || !type.toLowerCase(java.util.Locale.ROOT).startsWith(SDP)
        ? ""
        : new String(content, StandardCharsets.UTF_8);
  }

  /** Ends a dialog that is established. */
  final void hangUp() throws IOException {
    if (session.isValid() && session.getState() == SipSession.State.CONFIRMED) {
      session.createRequest("BYE").send();
    }
  }
}
