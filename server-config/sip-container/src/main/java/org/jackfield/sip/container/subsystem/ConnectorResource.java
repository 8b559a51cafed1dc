package org.jackfield.sip.container.subsystem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.Endpoint;
import org.jackfield.sip.container.SipServer;
import org.jackfield.sip.container.Transport;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.PathElement;
import org.jboss.as.controller.ResourceDefinition;
import org.jboss.as.controller.ResourceRegistration;
import org.jboss.as.controller.SimpleAttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.descriptions.ResourceDescriptionResolver;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.as.controller.registry.OperationEntry;
import org.jboss.as.network.SocketBinding;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;
import org.wildfly.service.Installer.StartWhen;
import org.wildfly.subsystem.resource.ChildResourceDefinitionRegistrar;
import org.wildfly.subsystem.resource.ManagementResourceRegistrar;
import org.wildfly.subsystem.resource.ManagementResourceRegistrationContext;
import org.wildfly.subsystem.resource.ResourceDescriptor;
import org.wildfly.subsystem.resource.operation.ResourceOperationRuntimeHandler;
import org.wildfly.subsystem.service.ResourceServiceConfigurator;
import org.wildfly.subsystem.service.ResourceServiceInstaller;
import org.wildfly.subsystem.service.ServiceDependency;
import org.wildfly.subsystem.service.capability.CapabilityServiceInstaller;

/** The resource {@code connector=NAME}: an address on which SIP is received. */
final class ConnectorResource
    implements ChildResourceDefinitionRegistrar, ResourceServiceConfigurator {
  static final ResourceRegistration REGISTRATION =
      ResourceRegistration.of(PathElement.pathElement("connector"));

  private static final SimpleAttributeDefinition BOUND_ADDRESS =
      SimpleAttributeDefinitionBuilder.create("bound-address", ModelType.STRING)
          .setRequired(false)
          .setStorageRuntime()
          .build();
  private static final SimpleAttributeDefinition BOUND_PORT =
      SimpleAttributeDefinitionBuilder.create("bound-port", ModelType.INT)
          .setRequired(false)
          .setStorageRuntime()
          .build();

  private final LiveServer live;

  ConnectorResource(LiveServer live) {
    this.live = live;
  }

  @Override
  public ManagementResourceRegistration register(
      ManagementResourceRegistration parent, ManagementResourceRegistrationContext context) {
    ResourceDescriptionResolver resolver =
        SipSubsystem.RESOLVER.createChildResolver(REGISTRATION.getPathElement());
    ManagementResourceRegistration registration =
        parent.registerSubModel(ResourceDefinition.builder(REGISTRATION, resolver).build());
    ManagementResourceRegistrar.of(
            ResourceDescriptor.builder(resolver)
                .addCapability(ConnectorAttributes.CAPABILITY)
                .addAttributes(ConnectorAttributes.ALL)
                .withAddResourceOperationTransformation(
                    ResultingModel.heldAgainst(ConnectorAttributes::check))
                // The order matters: the handler would have a removal ask for a reload
                .withRuntimeHandler(ResourceOperationRuntimeHandler.configureService(this))
                .withAddOperationRestartFlag(OperationEntry.Flag.RESTART_NONE)
                .withRemoveOperationRestartFlag(OperationEntry.Flag.RESTART_NONE)
                .build())
        .register(registration);
    ResultingModel.heldAgainst(ConnectorAttributes::check, registration);
    registration.registerReadOnlyAttribute(
        BOUND_ADDRESS,
        (operation, request) ->
            answer(operation, address -> new ModelNode(address.getAddress().getHostAddress())));
    registration.registerReadOnlyAttribute(
        BOUND_PORT,
        (operation, request) -> answer(operation, address -> new ModelNode(address.getPort())));
    TrafficFigures.ofConnectors(registration, live);
    return registration;
  }

  private void answer(OperationContext context, Function<InetSocketAddress, ModelNode> value) {
    live.address(context.getCurrentAddressValue())
        .map(value)
        .ifPresent(found -> context.getResult().set(found));
  }

  @Override
  public ResourceServiceInstaller configure(OperationContext context, ModelNode model)
      throws OperationFailedException {
    String name = context.getCurrentAddressValue();
    Transport transport = ConnectorAttributes.transport(context, model);
    Optional<IntFunction<Endpoint>> external = ConnectorAttributes.external(context, model);
    boolean checksNames =
        ConnectorAttributes.CHECK_PEER_NAME.resolveModelAttribute(context, model).asBoolean();
    ServiceDependency<SipServer> server = ServiceDependency.on(SipSubsystem.SERVER);
    ServiceDependency<SocketBinding> binding =
        ConnectorAttributes.SOCKET_BINDING.resolve(context, model);
    ServiceDependency<SSLContext> serverTls =
        ConnectorAttributes.SSL_CONTEXT.resolve(context, model);
    ServiceDependency<SSLContext> clientTls =
        ConnectorAttributes.CLIENT_SSL_CONTEXT.resolve(context, model);
    return CapabilityServiceInstaller.builder(
            ConnectorAttributes.CAPABILITY,
            () -> {
              InetSocketAddress address = binding.get().getSocketAddress();
              return open(
                  server.get(),
                  new ConnectorSettings(
                      name,
                      transport,
                      address,
                      external.map(told -> told.apply(address.getPort())),
                      Optional.ofNullable(serverTls.get()),
                      Optional.ofNullable(clientTls.get()),
                      checksNames));
            })
        .requires(List.of(server, binding, serverTls, clientTls))
        .onStop(settings -> close(server.get(), settings))
        .blocking()
        .startWhen(StartWhen.INSTALLED)
        .build();
  }

  private ConnectorSettings open(SipServer server, ConnectorSettings settings) {
    try {
      server.open(settings);
      live.opened(settings.name(), settings.address());
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Connector '" + settings.name() + "' cannot be opened on " + settings.address(), e);
    }
  }

  private void close(SipServer server, ConnectorSettings settings) {
    live.closed(settings.name());
    server.close(settings.name());
  }
}
