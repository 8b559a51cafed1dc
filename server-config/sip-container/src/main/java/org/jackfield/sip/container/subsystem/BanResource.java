package org.jackfield.sip.container.subsystem;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jackfield.sip.container.ban.Ban;
import org.jackfield.sip.container.ban.Bans;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.PathElement;
import org.jboss.as.controller.ResourceDefinition;
import org.jboss.as.controller.ResourceRegistration;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.SimpleOperationDefinitionBuilder;
import org.jboss.as.controller.descriptions.ModelDescriptionConstants;
import org.jboss.as.controller.descriptions.ResourceDescriptionResolver;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.as.controller.registry.PlaceholderResource;
import org.jboss.as.controller.registry.Resource;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;
import org.jspecify.annotations.Nullable;
import org.wildfly.subsystem.resource.ChildResourceProvider;

/**
 * The resources {@code ban=ADDRESS}: who is shut out now. They come and go by themselves; to remove
 * one lets its source in again.
 */
record BanResource(LiveServer live) implements ChildResourceProvider {
  static final ResourceRegistration REGISTRATION =
      ResourceRegistration.of(PathElement.pathElement("ban"));

  @Override
  public @Nullable Resource getChild(String address) {
    return find(address).isPresent() ? PlaceholderResource.INSTANCE : null;
  }

  @Override
  public Set<String> getChildren() {
    return live.bans().stream()
        .flatMap(bans -> bans.list().stream())
        .map(ban -> ban.source().toString())
        .collect(Collectors.toSet());
  }

  private Optional<Ban> find(String address) {
    return live.bans()
        .flatMap(bans ->
            bans.list().stream()
                .filter(ban -> ban.source().toString().equals(address))
                .findFirst());
  }

  void register(ManagementResourceRegistration parent) {
    ResourceDescriptionResolver resolver =
        SipSubsystem.RESOLVER.createChildResolver(REGISTRATION.getPathElement());
    ManagementResourceRegistration registration =
        parent.registerSubModel(
            ResourceDefinition.builder(REGISTRATION, resolver).asRuntime().build());
    attribute(
        registration, "grounds", ModelType.STRING, (b, ban) -> new ModelNode(ban.grounds().word()));
    attribute(registration, "proven", ModelType.BOOLEAN, (b, ban) -> new ModelNode(ban.proven()));
    attribute(registration, "times", ModelType.INT, (b, ban) -> new ModelNode(ban.times()));
    attribute(registration, "seconds", ModelType.LONG, (b, ban) -> new ModelNode(ban.seconds()));
    attribute(
        registration,
        "seconds-left",
        ModelType.LONG,
        (bans, ban) -> new ModelNode(bans.secondsLeft(ban)));
    registration.registerOperationHandler(
        new SimpleOperationDefinitionBuilder(ModelDescriptionConstants.REMOVE, resolver)
            .setRuntimeOnly()
            .build(),
        (context, operation) -> {
          String address = context.getCurrentAddressValue();
          find(address).ifPresent(ban -> live.bans().ifPresent(bans -> bans.lift(ban.source())));
        });
  }

  private void attribute(
      ManagementResourceRegistration registration,
      String name,
      ModelType type,
      BiFunction<Bans, Ban, ModelNode> value) {
    registration.registerReadOnlyAttribute(
        SimpleAttributeDefinitionBuilder.create(name, type)
            .setRequired(false)
            .setStorageRuntime()
            .build(),
        (context, operation) -> show(context, value));
  }

  private void show(OperationContext context, BiFunction<Bans, Ban, ModelNode> value) {
    Optional<Bans> bans = live.bans();
    find(context.getCurrentAddressValue())
        .flatMap(ban -> bans.map(known -> value.apply(known, ban)))
        .ifPresent(shown -> context.getResult().set(shown));
  }
}
