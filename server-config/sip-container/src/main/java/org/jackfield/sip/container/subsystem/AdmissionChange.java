package org.jackfield.sip.container.subsystem;

import org.jackfield.sip.container.AdmissionSettings;
import org.jboss.as.controller.AbstractWriteAttributeHandler;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.PathAddress;
import org.jboss.dmr.ModelNode;
import org.jspecify.annotations.Nullable;

/** Changes when calls are refused, in the running server. */
final class AdmissionChange extends AbstractWriteAttributeHandler<Void> {
  private final LiveServer live;

  AdmissionChange(LiveServer live) {
    this.live = live;
  }

  @Override
  protected boolean applyUpdateToRuntime(
      OperationContext context,
      ModelNode operation,
      String attribute,
      ModelNode resolved,
      ModelNode before,
      HandbackHolder<Void> handback)
      throws OperationFailedException {
    // Attributes bound each other, and a batch may have changed several: all are read again
    ModelNode model = context.readResource(PathAddress.EMPTY_ADDRESS, false).getModel();
    AdmissionSettings admission = ServerAttributes.admission(context, model);
    live.server().ifPresent(server -> server.admit(admission));
    return false;
  }

  @Override
  protected void revertUpdateToRuntime(
      OperationContext context,
      ModelNode operation,
      String attribute,
      ModelNode before,
      ModelNode resolved,
      @Nullable Void handback)
      throws OperationFailedException {
    ModelNode model = context.readResource(PathAddress.EMPTY_ADDRESS, false).getModel().clone();
    model.get(attribute).set(before);
    AdmissionSettings admission = ServerAttributes.admission(context, model);
    live.server().ifPresent(server -> server.admit(admission));
  }
}
