package org.jackfield.router.sip;

import jakarta.servlet.sip.SipServletMessage;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;

/** The offers and answers of a dialog (RFC 3264). In the session's order. */
final class OfferAnswer {

  private static final Logger LOG = System.getLogger(OfferAnswer.class.getName());

  private final MediaSession sound;
  // Section 4: the offer was ours, in a 2xx; the answer comes with its ACK
  private boolean answerIsDue;

  OfferAnswer(MediaSession sound) {
    this.sound = sound;
  }

  /** Answers the offer in a request; where there is none an INVITE is answered with one of ours. */
  void answer(SipServletRequest request, SipServletResponse ok) throws IOException, MediaRefused {
    String offer = Sdp.text(request);
    if (!offer.isEmpty()) {
      Sdp.content(ok, sound.reoffer(offer));
    } else if (request.getMethod().equals("INVITE")) {
      Sdp.content(ok, sound.offer());
      answerIsDue = true;
    }
  }

  /** What we send in a 2xx is an offer. */
  void awaitAnswer() {
    answerIsDue = true;
  }

  void acknowledged(SipServletRequest ack) throws IOException, MediaRefused {
    if (answerIsDue) {
      answerIsDue = false;
      sound.accept(Sdp.text(ack));
    }
  }

  /** Takes the answer to a refresh, in which nothing was to change. */
  void acceptIfPossible(String description) {
    try {
      sound.accept(description);
    } catch (MediaRefused e) {
      LOG.log(Level.DEBUG, "A refresh was answered with a description that is none", e);
    }
  }

  /**
   * Tells where the far end speaks from. A phone behind an address translator describes an address
   * of its own house; its sound comes from where its signalling does.
   */
  void heard(SipServletMessage message) {
    String host = message.getInitialRemoteAddr();
    if (host != null) {
      try {
        sound.signalledFrom(InetAddress.getByName(host));
      } catch (UnknownHostException e) {
        LOG.log(Level.DEBUG, "The container gave no address: {0}", host);
      }
    }
  }
}
