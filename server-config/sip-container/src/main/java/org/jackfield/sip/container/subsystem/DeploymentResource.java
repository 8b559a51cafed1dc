package org.jackfield.sip.container.subsystem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jackfield.sip.container.SipApplication;
import org.jackfield.sip.container.SipApplication.Figures;
import org.jackfield.sip.container.Traffic;
import org.jboss.as.controller.AttributeDefinition;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.PathAddress;
import org.jboss.as.controller.PathElement;
import org.jboss.as.controller.ResourceDefinition;
import org.jboss.as.controller.SimpleAttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.StringListAttributeDefinition;
import org.jboss.as.controller.SubsystemRegistration;
import org.jboss.as.controller.descriptions.ModelDescriptionConstants;
import org.jboss.as.controller.descriptions.ResourceDescriptionResolver;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.as.server.deployment.Attachments;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;
import org.wildfly.subsystem.resource.executor.MetricOperationStepHandler;

/**
 * The resource {@code deployment=X/subsystem=sip}, also of a deployment within an EAR: a SIP
 * application while it is deployed.
 */
public final class DeploymentResource {
  private static final SimpleAttributeDefinition APPLICATION =
      SimpleAttributeDefinitionBuilder.create("application", ModelType.STRING)
          .setRequired(false)
          .setStorageRuntime()
          .build();
  private static final StringListAttributeDefinition SERVLETS =
      new StringListAttributeDefinition.Builder("servlets")
          .setRequired(false)
          .setStorageRuntime()
          .build();

  private static final SimpleAttributeDefinition STATES =
      SimpleAttributeDefinitionBuilder.create("states", ModelType.OBJECT)
          .setRequired(false)
          .setStorageRuntime()
          .build();

  /** None ends in -created: Prometheus keeps that ending for itself. */
  private static final List<Figure<Figures>> FIGURES =
      Stream.concat(
              Stream.of(
                  Figure.gauge("application-dialogs", Figures::dialogs),
                  Figure.gauge("application-transactions", Figures::transactions),
                  Figure.gauge("sip-sessions", Figures::sipSessions),
                  Figure.counter("sip-sessions-started", Figures::sipSessionsCreated),
                  Figure.gauge("application-sessions", Figures::applicationSessions),
                  Figure.counter(
                      "application-sessions-started", Figures::applicationSessionsCreated),
                  Figure.counter(
                      "application-sessions-expired", Figures::applicationSessionsExpired)),
              TrafficFigures.MESSAGES.stream().map(DeploymentResource::ofTraffic))
          .toList();

  /** By the part of the address that names the deployment. */
  private static final Map<PathAddress, Deployed> DEPLOYED = new ConcurrentHashMap<>();

  private DeploymentResource() {}

  /**
   * Gives a deployment its resource, for a processor to call while it is deployed.
   *
   * @param servlets the names of the application's SIP servlets
   * @param application what is in service at the moment of asking, if it is
   */
  public static void declare(
      DeploymentUnit unit, List<String> servlets, Supplier<Optional<SipApplication>> application) {
    DEPLOYED.put(address(unit), new Deployed(List.copyOf(servlets), application));
    unit.getAttachment(Attachments.DEPLOYMENT_RESOURCE_SUPPORT)
        .getDeploymentSubsystemModel(SipSubsystem.NAME);
  }

  /** Knows a deployment no more; those that were never declared are ignored. */
  public static void withdraw(DeploymentUnit unit) {
    DEPLOYED.remove(address(unit));
  }

  static void register(SubsystemRegistration subsystem) {
    ResourceDescriptionResolver resolver =
        SipSubsystem.RESOLVER.createChildResolver(PathElement.pathElement("deployment"));
    ManagementResourceRegistration registration =
        subsystem.registerDeploymentModel(
            ResourceDefinition.builder(SipSubsystem.REGISTRATION, resolver).asRuntime().build());
    attribute(
        registration,
        APPLICATION,
        deployed -> deployed.application().get().map(found -> new ModelNode(found.name())));
    attribute(registration, SERVLETS, deployed -> Optional.of(strings(deployed.servlets())));
    attribute(
        registration,
        STATES,
        deployed -> deployed.application().get().map(found -> objects(found.states())));
    new MetricOperationStepHandler<>(
            (context, figure) -> {
              Optional<Figures> figures =
                  deployed(context)
                      .flatMap(deployed -> deployed.application().get())
                      .map(SipApplication::figures);
              return figures.isPresent() ? figure.execute(figures.get()) : new ModelNode();
            },
            FIGURES)
        .register(registration);
  }

  private static void attribute(
      ManagementResourceRegistration registration,
      AttributeDefinition attribute,
      Function<Deployed, Optional<ModelNode>> value) {
    registration.registerReadOnlyAttribute(
        attribute,
        (context, operation) ->
            deployed(context).flatMap(value).ifPresent(found -> context.getResult().set(found)));
  }

  private static Optional<Deployed> deployed(OperationContext context) {
    PathAddress address = context.getCurrentAddress();
    return Optional.ofNullable(DEPLOYED.get(address.subAddress(0, address.size() - 1)));
  }

  private static PathAddress address(DeploymentUnit unit) {
    DeploymentUnit parent = unit.getParent();
    if (parent == null) {
      return PathAddress.pathAddress(
          ModelDescriptionConstants.DEPLOYMENT, unit.getAttachment(Attachments.MANAGEMENT_NAME));
    }
    return address(parent).append(ModelDescriptionConstants.SUBDEPLOYMENT, unit.getName());
  }

  // Prometheus wants one set of labels for one name, and those of a connector differ
  private static Figure<Figures> ofTraffic(Figure<Traffic> figure) {
    return Figure.counter(
        "application-" + figure.getName(),
        figures -> figure.reading().applyAsLong(figures.traffic()));
  }

  private static ModelNode objects(Map<String, Map<String, String>> values) {
    ModelNode objects = new ModelNode().setEmptyObject();
    values.forEach(
        (name, facts) -> facts.forEach((fact, text) -> objects.get(name).get(fact).set(text)));
    return objects;
  }

  private static ModelNode strings(List<String> values) {
    ModelNode list = new ModelNode().setEmptyList();
    values.forEach(list::add);
    return list;
  }

  private record Deployed(List<String> servlets, Supplier<Optional<SipApplication>> application) {}
}
