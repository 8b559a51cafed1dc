package org.jackfield.sip.container.subsystem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.Endpoint;
import org.jackfield.sip.container.SipServer;
import org.jackfield.sip.container.Transport;
import org.jboss.as.controller.AttributeDefinition;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.PathElement;
import org.jboss.as.controller.ResourceDefinition;
import org.jboss.as.controller.ResourceRegistration;
import org.jboss.as.controller.SimpleAttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.capability.RuntimeCapability;
import org.jboss.as.controller.descriptions.ResourceDescriptionResolver;
import org.jboss.as.controller.operations.validation.IntRangeValidator;
import org.jboss.as.controller.operations.validation.StringAllowedValuesValidator;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.as.controller.registry.OperationEntry;
import org.jboss.as.network.SocketBinding;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;
import org.wildfly.service.Installer.StartWhen;
import org.wildfly.service.descriptor.UnaryServiceDescriptor;
import org.wildfly.subsystem.resource.ChildResourceDefinitionRegistrar;
import org.wildfly.subsystem.resource.ManagementResourceRegistrar;
import org.wildfly.subsystem.resource.ManagementResourceRegistrationContext;
import org.wildfly.subsystem.resource.ResourceDescriptor;
import org.wildfly.subsystem.resource.capability.CapabilityReference;
import org.wildfly.subsystem.resource.capability.CapabilityReferenceAttributeDefinition;
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

  private static final UnaryServiceDescriptor<ConnectorSettings> CONNECTOR =
      UnaryServiceDescriptor.of("org.jackfield.sip.connector", ConnectorSettings.class);
  private static final UnaryServiceDescriptor<SSLContext> SSL_CONTEXT_SERVICE =
      UnaryServiceDescriptor.of("org.wildfly.security.ssl-context", SSLContext.class);
  private static final RuntimeCapability<Void> CAPABILITY =
      RuntimeCapability.Builder.of(CONNECTOR).addRequirements(SipSubsystem.SERVER).build();

  static final SimpleAttributeDefinition TRANSPORT =
      SimpleAttributeDefinitionBuilder.create("transport", ModelType.STRING)
          .setRequired(true)
          .setAllowExpression(true)
          .setValidator(
              new StringAllowedValuesValidator(
                  Transport.UDP.token(), Transport.TCP.token(), Transport.TLS.token()))
          .setRestartAllServices()
          .build();
  static final CapabilityReferenceAttributeDefinition<SocketBinding> SOCKET_BINDING =
      new CapabilityReferenceAttributeDefinition.Builder<>(
              "socket-binding",
              CapabilityReference.builder(CAPABILITY, SocketBinding.SERVICE_DESCRIPTOR).build())
          .setRequired(true)
          .setRestartAllServices()
          .build();
  static final CapabilityReferenceAttributeDefinition<SSLContext> SSL_CONTEXT =
      sslContext("ssl-context");
  static final CapabilityReferenceAttributeDefinition<SSLContext> CLIENT_SSL_CONTEXT =
      sslContext("client-ssl-context");
  static final SimpleAttributeDefinition EXTERNAL_ADDRESS =
      SimpleAttributeDefinitionBuilder.create("external-address", ModelType.STRING)
          .setRequired(false)
          .setAllowExpression(true)
          .setRestartAllServices()
          .build();
  static final SimpleAttributeDefinition EXTERNAL_PORT =
      SimpleAttributeDefinitionBuilder.create("external-port", ModelType.INT)
          .setRequired(false)
          .setAllowExpression(true)
          .setRequires(EXTERNAL_ADDRESS.getName())
          .setValidator(new IntRangeValidator(1, 65_535, true, true))
          .setRestartAllServices()
          .build();

  static final List<AttributeDefinition> ATTRIBUTES =
      List.of(
          TRANSPORT,
          SOCKET_BINDING,
          SSL_CONTEXT,
          CLIENT_SSL_CONTEXT,
          EXTERNAL_ADDRESS,
          EXTERNAL_PORT);

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
                .addCapability(CAPABILITY)
                .addAttributes(ATTRIBUTES)
                .withAddOperationRestartFlag(OperationEntry.Flag.RESTART_NONE)
                .withRemoveOperationRestartFlag(OperationEntry.Flag.RESTART_NONE)
                .withRuntimeHandler(ResourceOperationRuntimeHandler.configureService(this))
                .build())
        .register(registration);
    return registration;
  }

  @Override
  public ResourceServiceInstaller configure(OperationContext context, ModelNode model)
      throws OperationFailedException {
    String name = context.getCurrentAddressValue();
    Transport transport =
        Transport.valueOf(
            TRANSPORT.resolveModelAttribute(context, model).asString().toUpperCase(Locale.ROOT));
    if ((transport == Transport.TLS) != model.hasDefined(SSL_CONTEXT.getName())) {
      throw new OperationFailedException(
          "Connector '" + name + "': ssl-context belongs to transport tls, and to no other");
    }
    Optional<String> externalAddress =
        Optional.ofNullable(
            EXTERNAL_ADDRESS.resolveModelAttribute(context, model).asStringOrNull());
    int externalPort = EXTERNAL_PORT.resolveModelAttribute(context, model).asInt(0);
    ServiceDependency<SipServer> server = ServiceDependency.on(SipSubsystem.SERVER);
    ServiceDependency<SocketBinding> binding = SOCKET_BINDING.resolve(context, model);
    ServiceDependency<SSLContext> serverTls = SSL_CONTEXT.resolve(context, model);
    ServiceDependency<SSLContext> clientTls = CLIENT_SSL_CONTEXT.resolve(context, model);
    return CapabilityServiceInstaller.builder(
            CAPABILITY,
            () ->
                open(
                    server.get(),
                    new ConnectorSettings(
                        name,
                        transport,
                        binding.get().getSocketAddress(),
                        externalAddress.map(host ->
                            new Endpoint(
                                host,
                                externalPort > 0 ? externalPort : binding.get().getAbsolutePort())),
                        Optional.ofNullable(serverTls.get()),
                        Optional.ofNullable(clientTls.get()))))
        .requires(List.of(server, binding, serverTls, clientTls))
        .onStop(settings -> server.get().close(settings.name()))
        .blocking()
        .startWhen(StartWhen.INSTALLED)
        .build();
  }

  private static ConnectorSettings open(SipServer server, ConnectorSettings settings) {
    try {
      server.open(settings);
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Connector '" + settings.name() + "' cannot be opened on " + settings.address(), e);
    }
  }

  private static CapabilityReferenceAttributeDefinition<SSLContext> sslContext(String name) {
    return new CapabilityReferenceAttributeDefinition.Builder<>(
            name, CapabilityReference.builder(CAPABILITY, SSL_CONTEXT_SERVICE).build())
        .setRequired(false)
        .setRestartAllServices()
        .build();
  }
}
