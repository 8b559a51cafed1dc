package org.jackfield.sip.container.subsystem;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.OperationContext.Stage;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.OperationStepHandler;
import org.jboss.as.controller.PathAddress;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.as.controller.registry.OperationEntry;
import org.jboss.as.controller.registry.Resource;
import org.jboss.dmr.ModelNode;

/**
 * Refuses an operation whose outcome could not be run: now, or after the next reload. What counts
 * is the model that the whole batch leaves behind, so that values which bound each other can be
 * changed together.
 */
final class ResultingModel {
  private static final List<String> WRITING =
      List.of("write-attribute", "undefine-attribute", "list-add", "list-remove", "list-clear");

  private ResultingModel() {}

  /** Reads a resource's model as what runs would read it; throws where that is impossible. */
  interface Check {
    void of(OperationContext context, ModelNode model) throws OperationFailedException;
  }

  /** For additions. */
  static UnaryOperator<OperationStepHandler> heldAgainst(Check check) {
    return change ->
        (context, operation) -> {
          change.execute(context, operation);
          hold(context, check);
        };
  }

  /**
   * For whatever writes attributes of these resources. WildFly's handlers of the attributes stay as
   * they are: it would use any other also to write each attribute of an addition.
   */
  static void heldAgainst(Check check, ManagementResourceRegistration registration) {
    for (String writing : WRITING) {
      OperationEntry everywhere =
          registration.getOperationEntry(PathAddress.EMPTY_ADDRESS, writing);
      registration.registerOperationHandler(
          everywhere.getOperationDefinition(),
          heldAgainst(check).apply(everywhere.getOperationHandler()));
    }
  }

  /** Looks once every step of the batch has written its part. */
  private static void hold(OperationContext context, Check check) {
    // A configuration file must not keep the server from its start: what is wrong then is reported
    // by the service that does not come up. A host controller cannot resolve expressions of
    // servers.
    if (context.isBooting() || !context.getProcessType().isServer()) {
      return;
    }
    context.addStep(
        (later, operation) -> {
          Resource resource;
          try {
            resource = later.readResource(PathAddress.EMPTY_ADDRESS, false);
          } catch (Resource.NoSuchResourceException e) {
            // a later step of the batch has removed it
            return;
          }
          check.of(later, resource.getModel());
        },
        Stage.MODEL);
  }
}
