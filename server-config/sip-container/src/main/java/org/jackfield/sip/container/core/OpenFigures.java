package org.jackfield.sip.container.core;

import java.util.Optional;
import javax.sip.SipProvider;
import org.jackfield.sip.container.ConnectorFigures;
import org.jackfield.sip.container.Traffic;
import org.jackfield.sip.container.core.transport.SignalingStack;

/**
 * Figures of an open connector or web socket, asked of the stack.
 *
 * @param provider a connector's own; web sockets share theirs
 * @param traffic tells which transactions belong to it
 */
record OpenFigures(SignalingStack stack, Optional<SipProvider> provider, Traffic traffic)
    implements ConnectorFigures {
  @Override
  public int dialogs() {
    return provider.map(stack::dialogs).orElse(0);
  }

  @Override
  public int transactions() {
    return stack.transactions(traffic);
  }
}
