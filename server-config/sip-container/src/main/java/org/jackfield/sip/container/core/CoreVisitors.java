package org.jackfield.sip.container.core;

import jakarta.servlet.sip.SipServletRequest;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sip.message.Request;
import org.jackfield.sip.Visitors;
import org.jackfield.sip.container.ban.Bans;
import org.jackfield.sip.container.ban.Grounds;
import org.jackfield.sip.container.core.transport.SignalingStack;
import org.jackfield.sip.container.core.transport.SignalingStack.Origin;
import org.mobicents.servlet.sip.core.message.MobicentsSipServletRequest;

/** What one application tells of those who send it requests. */
final class CoreVisitors implements Visitors {
  private final Bans bans;
  private final String application;

  CoreVisitors(Bans bans, String application) {
    this.bans = bans;
    this.application = application;
  }

  @Override
  public void failed(SipServletRequest request, Failure failure) {
    origin(request).ifPresent(origin -> failed(origin.address(), failure, origin.isByConnection()));
  }

  @Override
  public void failed(InetAddress source, Failure failure) {
    failed(source, failure, false);
  }

  private void failed(InetAddress source, Failure failure, boolean isByConnection) {
    switch (failure) {
      case LOGIN -> bans.failed(source, Grounds.LOGIN, true);
      case UNKNOWN -> bans.failed(source, Grounds.UNKNOWN, isByConnection);
    }
  }

  @Override
  public void succeeded(SipServletRequest request) {
    origin(request).ifPresent(origin -> bans.succeeded(origin.address()));
  }

  @Override
  public void succeeded(InetAddress source) {
    bans.succeeded(source);
  }

  @Override
  public void expect(Predicate<InetAddress> expected) {
    bans.expect(application, Optional.of(expected));
  }

  private static Optional<Origin> origin(SipServletRequest request) {
    return request instanceof MobicentsSipServletRequest core
            && core.getMessage() instanceof Request message
        ? SignalingStack.origin(message)
        : Optional.empty();
  }
}
