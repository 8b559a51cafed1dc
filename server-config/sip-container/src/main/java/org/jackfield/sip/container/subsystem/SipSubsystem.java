package org.jackfield.sip.container.subsystem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.sip.container.AdmissionSettings;
import org.jackfield.sip.container.BanSettings;
import org.jackfield.sip.container.ServerSettings;
import org.jackfield.sip.container.SipServer;
import org.jackfield.sip.container.SipServerFactory;
import org.jackfield.sip.container.deployment.SipDeploymentChain;
import org.jackfield.sip.container.routing.ApplicationRouterProvider;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.ResourceDefinition;
import org.jboss.as.controller.SubsystemRegistration;
import org.jboss.as.controller.SubsystemResourceRegistration;
import org.jboss.as.controller.capability.RuntimeCapability;
import org.jboss.as.controller.descriptions.ParentResourceDescriptionResolver;
import org.jboss.as.controller.descriptions.SubsystemResourceDescriptionResolver;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.as.server.suspend.SuspendableActivityRegistry;
import org.jboss.dmr.ModelNode;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.service.Installer.StartWhen;
import org.wildfly.service.descriptor.NullaryServiceDescriptor;
import org.wildfly.subsystem.resource.DynamicResource;
import org.wildfly.subsystem.resource.ManagementResourceRegistrar;
import org.wildfly.subsystem.resource.ManagementResourceRegistrationContext;
import org.wildfly.subsystem.resource.ResourceDescriptor;
import org.wildfly.subsystem.resource.SubsystemResourceDefinitionRegistrar;
import org.wildfly.subsystem.resource.executor.MetricOperationStepHandler;
import org.wildfly.subsystem.resource.operation.ResourceOperationRuntimeHandler;
import org.wildfly.subsystem.service.ResourceServiceConfigurator;
import org.wildfly.subsystem.service.ResourceServiceInstaller;
import org.wildfly.subsystem.service.ServiceDependency;
import org.wildfly.subsystem.service.capability.CapabilityServiceInstaller;

/** The resource {@code /subsystem=sip}: the SIP server as a whole. */
public final class SipSubsystem
    implements SubsystemResourceDefinitionRegistrar, ResourceServiceConfigurator {
  static final String NAME = "sip";
  static final SubsystemResourceRegistration REGISTRATION = SubsystemResourceRegistration.of(NAME);

  /** The running SIP server, for services of this and of other subsystems. */
  public static final NullaryServiceDescriptor<SipServer> SERVER =
      NullaryServiceDescriptor.of("org.jackfield.sip.server", SipServer.class);

  /** What applications get that do not say otherwise. */
  public static final NullaryServiceDescriptor<ApplicationDefaults> APPLICATION_DEFAULTS =
      NullaryServiceDescriptor.of("org.jackfield.sip.defaults", ApplicationDefaults.class);

  static final RuntimeCapability<Void> DEFAULTS_CAPABILITY =
      RuntimeCapability.Builder.of(APPLICATION_DEFAULTS).build();
  private static final RuntimeCapability<Void> SERVER_CAPABILITY =
      RuntimeCapability.Builder.of(SERVER)
          .addRequirements(SuspendableActivityRegistry.SERVICE_DESCRIPTOR)
          .build();
  static final ParentResourceDescriptionResolver RESOLVER =
      new SubsystemResourceDescriptionResolver(NAME, SipSubsystem.class);

  private final LiveServer live = new LiveServer();
  private final BanResource bans = new BanResource(live);
  private final LiveRoutes routes = new LiveRoutes(ApplicationRouterProvider.router()::configure);

  @Override
  public ManagementResourceRegistration register(
      SubsystemRegistration parent, ManagementResourceRegistrationContext context) {
    ManagementResourceRegistration registration =
        parent.registerSubsystemModel(ResourceDefinition.builder(REGISTRATION, RESOLVER).build());
    ResourceDescriptor.Builder descriptor =
        ResourceDescriptor.builder(RESOLVER)
            .addCapabilities(List.of(SERVER_CAPABILITY, DEFAULTS_CAPABILITY))
            .withResourceTransformation(resource ->
                new DynamicResource(
                    resource, Map.of(BanResource.REGISTRATION.getPathElement().getKey(), bans)))
            .withDeploymentChainContributor(new SipDeploymentChain())
            .withRuntimeHandler(ResourceOperationRuntimeHandler.configureService(this))
            .withAddResourceOperationTransformation(
                ResultingModel.heldAgainst(ServerAttributes::settings))
            .addAttributes(ServerAttributes.AT_START);
    ServerAttributes.ADMISSION_AT_ONCE.forEach(
        attribute -> descriptor.addAttribute(attribute, new AppliedAtOnce(this::admit)));
    BanAttributes.ALL.forEach(
        attribute -> descriptor.addAttribute(attribute, new AppliedAtOnce(this::ban)));
    ManagementResourceRegistrar.of(descriptor.build()).register(registration);
    ResultingModel.heldAgainst(ServerAttributes::settings, registration);
    new MetricOperationStepHandler<>(
            (operation, figure) -> figure.execute(live), LiveServer.FIGURES)
        .register(registration);
    BanOperations.register(registration, live);
    bans.register(registration);
    new ConnectorResource(live).register(registration, context);
    new WebSocketResource(live).register(registration, context);
    new RouteResource(routes).register(registration, context);
    DeploymentResource.register(parent);
    return registration;
  }

  private void admit(OperationContext context, ModelNode model) throws OperationFailedException {
    AdmissionSettings admission = ServerAttributes.admission(context, model);
    live.server().ifPresent(server -> server.admit(admission));
  }

  private void ban(OperationContext context, ModelNode model) throws OperationFailedException {
    BanSettings bans = BanAttributes.settings(context, model);
    live.server().ifPresent(server -> server.ban(bans));
  }

  @Override
  public ResourceServiceInstaller configure(OperationContext context, ModelNode model)
      throws OperationFailedException {
    return ResourceServiceInstaller.combine(server(context, model), defaults(context, model));
  }

  private ResourceServiceInstaller server(OperationContext context, ModelNode model)
      throws OperationFailedException {
    ServerSettings settings = ServerAttributes.settings(context, model);
    ServiceDependency<SuspendableActivityRegistry> activities =
        ServiceDependency.on(SuspendableActivityRegistry.SERVICE_DESCRIPTOR);
    return CapabilityServiceInstaller.builder(
            SERVER_CAPABILITY,
            RunningServer::server,
            () ->
                RunningServer.start(
                    SipServerFactory.in(SipSubsystem.class.getClassLoader()),
                    settings,
                    activities.get()))
        .requires(List.of(activities))
        .withCaptor(live::accept)
        .onStart(routes::publish)
        .onStop(RunningServer::stop)
        .blocking()
        .startWhen(StartWhen.INSTALLED)
        .build();
  }

  private static ResourceServiceInstaller defaults(OperationContext context, ModelNode model)
      throws OperationFailedException {
    ServiceDependency<SecurityDomain> domain =
        ServerAttributes.SECURITY_DOMAIN.resolve(context, model);
    return CapabilityServiceInstaller.builder(
            DEFAULTS_CAPABILITY, () -> new ApplicationDefaults(Optional.ofNullable(domain.get())))
        .requires(List.of(domain))
        .build();
  }
}
