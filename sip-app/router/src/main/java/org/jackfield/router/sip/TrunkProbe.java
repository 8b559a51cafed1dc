package org.jackfield.router.sip;

import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jackfield.trunk.TrunkBoard.Choice;
import org.jspecify.annotations.Nullable;

/** Asks a gateway by OPTIONS whether it lives, once (RFC 3261 section 11). Any thread. */
final class TrunkProbe implements Errand {

  private static final Logger LOG = System.getLogger("org.jackfield.trunk");
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Choice choice;
  private final Equipment equipment;
  private final GatewayHosts hosts;
  private @Nullable Future<?> patience;
  private boolean isOver;

  TrunkProbe(Choice choice, Equipment equipment, GatewayHosts hosts) {
    this.choice = choice;
    this.equipment = equipment;
    this.hosts = hosts;
  }

  /** Asks. */
  void begin(SipFactory factory, String domain) {
    SipApplicationSession application = factory.createApplicationSession();
    try {
      application.setExpires(1);
      application.setInvalidateWhenReady(true);
      String where = choice.gateway().uri("");
      SipServletRequest options =
          factory.createRequest(
              application,
              "OPTIONS",
              factory.createAddress("sip:" + domain),
              factory.createAddress("sip:" + choice.gateway().host()));
      options.setRequestURI(factory.createURI(where));
      options.setHeader("Accept", Sdp.TYPE);
      attach(options.getSession());
      waits();
      equipment.executor().execute(application, () -> send(options));
    } catch (ServletParseException | RuntimeException e) {
      over("OPTIONS cannot be sent: " + e.getMessage());
    }
  }

  private synchronized void waits() {
    patience = equipment.delays().after(PATIENCE, () -> over("no answer to OPTIONS"));
  }

  private void send(SipServletRequest options) {
    try {
      options.send();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "OPTIONS could not be sent", e);
      over("OPTIONS cannot be sent");
    }
  }

  @Override
  public void answered(SipServletResponse answer) {
    int status = answer.getStatus();
    if (status < 200) {
      return;
    }
    // The container says 408 and 503 itself where nobody is
    if (status == SipServletResponse.SC_REQUEST_TIMEOUT
        || status == SipServletResponse.SC_SERVICE_UNAVAILABLE) {
      over("OPTIONS: " + status);
      return;
    }
    String peer = answer.getInitialRemoteAddr();
    if (peer != null) {
      hosts.learn(choice.run().trunk().sid().value(), peer);
    }
    over("");
  }

  private void over(String why) {
    synchronized (this) {
      if (isOver) {
        return;
      }
      isOver = true;
      if (patience != null) {
        patience.cancel(false);
      }
    }
    boolean wasUp = choice.run().health(choice.gateway()).isUp();
    if (why.isEmpty()) {
      choice.run().health(choice.gateway()).probed();
    } else {
      choice.run().health(choice.gateway()).missed(why);
    }
    boolean isUp = choice.run().health(choice.gateway()).isUp();
    if (wasUp != isUp) {
      LOG.log(
          isUp ? Level.INFO : Level.WARNING,
          "The gateway {0} of the trunk {1} is {2}",
          choice.gateway().address(),
          choice.run().trunk().name(),
          isUp ? "up again" : "down: " + why);
    }
  }
}
