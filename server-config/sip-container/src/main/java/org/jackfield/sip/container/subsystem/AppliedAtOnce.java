package org.jackfield.sip.container.subsystem;

import org.jboss.as.controller.AbstractWriteAttributeHandler;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.PathAddress;
import org.jboss.dmr.ModelNode;
import org.jspecify.annotations.Nullable;

/** Writes attributes that hold from the next message on, without a reload. */
final class AppliedAtOnce extends AbstractWriteAttributeHandler<Void> {
  private final Change change;

  AppliedAtOnce(Change change) {
    this.change = change;
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
    change.to(context, context.readResource(PathAddress.EMPTY_ADDRESS, false).getModel());
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
    change.to(context, model);
  }

  /** Makes what runs as the model says. */
  interface Change {
    void to(OperationContext context, ModelNode model) throws OperationFailedException;
  }
}
