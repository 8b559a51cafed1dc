package org.jackfield.sip.container.subsystem;

import java.net.InetAddress;
import org.jackfield.sip.container.ban.Ban;
import org.jackfield.sip.container.ban.Bans;
import org.jackfield.sip.container.ban.Network;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.OperationDefinition;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.SimpleAttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.SimpleOperationDefinitionBuilder;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;

/** The operations {@code list-bans} and {@code unban}. */
final class BanOperations {
  private static final SimpleAttributeDefinition SOURCE =
      // "address" is that of the resource
      SimpleAttributeDefinitionBuilder.create("source", ModelType.STRING).setRequired(true).build();

  private static final OperationDefinition LIST =
      new SimpleOperationDefinitionBuilder("list-bans", SipSubsystem.RESOLVER)
          .setReadOnly()
          .setRuntimeOnly()
          .setReplyType(ModelType.LIST)
          .setReplyValueType(ModelType.OBJECT)
          .build();

  private static final OperationDefinition UNBAN =
      new SimpleOperationDefinitionBuilder("unban", SipSubsystem.RESOLVER)
          .setRuntimeOnly()
          .setParameters(SOURCE)
          .setReplyType(ModelType.BOOLEAN)
          .build();

  private BanOperations() {}

  static void register(ManagementResourceRegistration registration, LiveServer live) {
    registration.registerOperationHandler(
        LIST,
        (context, operation) -> {
          ModelNode list = context.getResult().setEmptyList();
          live.bans().ifPresent(bans -> bans.list().forEach(ban -> list.add(shown(ban, bans))));
        });
    registration.registerOperationHandler(
        UNBAN,
        (context, operation) -> {
          InetAddress address = address(context, operation);
          context.getResult().set(live.bans().map(bans -> bans.lift(address)).orElse(false));
        });
  }

  private static ModelNode shown(Ban ban, Bans bans) {
    ModelNode shown = new ModelNode();
    shown.get("address").set(ban.source().toString());
    shown.get("grounds").set(ban.grounds().word());
    shown.get("proven").set(ban.proven());
    shown.get("times").set(ban.times());
    shown.get("seconds").set(ban.seconds());
    shown.get("seconds-left").set(bans.secondsLeft(ban));
    return shown;
  }

  /** An address, or a network as it is listed. */
  private static InetAddress address(OperationContext context, ModelNode operation)
      throws OperationFailedException {
    try {
      return Network.parse(SOURCE.resolveModelAttribute(context, operation).asString()).address();
    } catch (IllegalArgumentException e) {
      throw new OperationFailedException(e.getMessage(), e);
    }
  }
}
