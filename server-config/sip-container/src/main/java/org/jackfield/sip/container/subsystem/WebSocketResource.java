package org.jackfield.sip.container.subsystem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jackfield.sip.container.SipServer;
import org.jackfield.sip.container.websocket.WebSocketEndpoint;
import org.jackfield.sip.container.websocket.WebSocketSettings;
import org.jboss.as.controller.AttributeDefinition;
import org.jboss.as.controller.AttributeMarshaller;
import org.jboss.as.controller.AttributeParser;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.PathAddress;
import org.jboss.as.controller.PathElement;
import org.jboss.as.controller.ResourceDefinition;
import org.jboss.as.controller.ResourceRegistration;
import org.jboss.as.controller.SimpleAttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.StringListAttributeDefinition;
import org.jboss.as.controller.capability.RuntimeCapability;
import org.jboss.as.controller.descriptions.ResourceDescriptionResolver;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.as.controller.registry.OperationEntry;
import org.jboss.as.controller.registry.Resource;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;
import org.wildfly.extension.undertow.Host;
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

/** The resource {@code websocket=NAME}: SIP over WebSocket on the web server's own ports. */
final class WebSocketResource
    implements ChildResourceDefinitionRegistrar, ResourceServiceConfigurator {
  static final ResourceRegistration REGISTRATION =
      ResourceRegistration.of(PathElement.pathElement("websocket"));

  private static final Logger LOG = System.getLogger(WebSocketResource.class.getName());
  private static final UnaryServiceDescriptor<WebSocketSettings> WEBSOCKET =
      UnaryServiceDescriptor.of("org.jackfield.sip.websocket", WebSocketSettings.class);
  private static final RuntimeCapability<Void> CAPABILITY =
      RuntimeCapability.Builder.of(WEBSOCKET).addRequirements(SipSubsystem.SERVER).build();

  static final SimpleAttributeDefinition SERVER =
      SimpleAttributeDefinitionBuilder.create("server", ModelType.STRING)
          .setRequired(true)
          .setRestartAllServices()
          .build();
  static final CapabilityReferenceAttributeDefinition<Host> HOST =
      new CapabilityReferenceAttributeDefinition.Builder<>(
              "host",
              CapabilityReference.builder(CAPABILITY, Host.SERVICE_DESCRIPTOR)
                  .withParentAttribute(SERVER)
                  .build())
          .setRequired(true)
          .setRestartAllServices()
          .build();
  static final SimpleAttributeDefinition PATH =
      SimpleAttributeDefinitionBuilder.create("path", ModelType.STRING)
          .setRequired(false)
          .setAllowExpression(true)
          .setDefaultValue(new ModelNode("/sip"))
          .setRestartAllServices()
          .build();
  static final StringListAttributeDefinition ALLOWED_ORIGINS =
      new StringListAttributeDefinition.Builder("allowed-origins")
          .setRequired(false)
          .setAllowExpression(true)
          .setAttributeParser(AttributeParser.STRING_LIST)
          .setAttributeMarshaller(AttributeMarshaller.STRING_LIST)
          .setRestartAllServices()
          .build();

  static final List<AttributeDefinition> ATTRIBUTES = List.of(SERVER, HOST, PATH, ALLOWED_ORIGINS);

  private final LiveServer live;

  WebSocketResource(LiveServer live) {
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
                .withAddResourceOperationTransformation(
                    ResultingModel.heldAgainst(WebSocketResource::check))
                // The order matters: the handler would have a removal ask for a reload
                .withRuntimeHandler(ResourceOperationRuntimeHandler.configureService(this))
                .withAddOperationRestartFlag(OperationEntry.Flag.RESTART_NONE)
                .withRemoveOperationRestartFlag(OperationEntry.Flag.RESTART_NONE)
                .build())
        .register(registration);
    ResultingModel.heldAgainst(WebSocketResource::check, registration);
    TrafficFigures.ofWebSockets(registration, live);
    return registration;
  }

  @Override
  public ResourceServiceInstaller configure(OperationContext context, ModelNode model)
      throws OperationFailedException {
    WebSocketSettings settings = settings(context, model);
    ServiceDependency<SipServer> server = ServiceDependency.on(SipSubsystem.SERVER);
    ServiceDependency<Host> host = HOST.resolve(context, model);
    // While the server starts, applications come before or after this, and go before it
    boolean giveWay = context.isBooting();
    return CapabilityServiceInstaller.builder(
            CAPABILITY, Open::settings, () -> Open.at(settings, server.get(), host.get(), giveWay))
        .requires(List.of(server, host))
        .onStop(open -> open.close(server.get()))
        .startWhen(StartWhen.INSTALLED)
        .build();
  }

  /** Refuses what could not be opened, and what another web socket has already. */
  private static void check(OperationContext context, ModelNode model)
      throws OperationFailedException {
    WebSocketSettings settings = settings(context, model);
    PathAddress parent = context.getCurrentAddress().getParent();
    Resource subsystem = context.readResourceFromRoot(parent, true);
    for (Resource.ResourceEntry other :
        subsystem.getChildren(REGISTRATION.getPathElement().getKey())) {
      if (!other.getName().equals(settings.name())
          && isOnSameHost(other.getModel(), model)
          && path(context, other.getModel()).equals(settings.path())) {
        throw new OperationFailedException(
            "WebSocket '%s': the path %s is that of WebSocket '%s' on the same host"
                .formatted(settings.name(), settings.path(), other.getName()));
      }
    }
  }

  private static boolean isOnSameHost(ModelNode one, ModelNode other) {
    return Stream.of(SERVER, HOST)
        .map(AttributeDefinition::getName)
        .allMatch(name -> one.get(name).equals(other.get(name)));
  }

  private static String path(OperationContext context, ModelNode model)
      throws OperationFailedException {
    return PathOfHost.withoutSlash(PATH.resolveModelAttribute(context, model).asString());
  }

  private static WebSocketSettings settings(OperationContext context, ModelNode model)
      throws OperationFailedException {
    ModelNode subsystem =
        context.readResourceFromRoot(context.getCurrentAddress().getParent(), false).getModel();
    try {
      return new WebSocketSettings(
          context.getCurrentAddressValue(),
          path(context, model),
          Set.copyOf(ALLOWED_ORIGINS.unwrap(context, model)),
          ServerAttributes.MAX_MESSAGE_SIZE.resolveModelAttribute(context, subsystem).asInt());
    } catch (IllegalArgumentException e) {
      throw new OperationFailedException(e.getMessage(), e);
    }
  }

  /** A web socket while it is open. */
  private record Open(WebSocketEndpoint endpoint, PathOfHost path) {
    static Open at(WebSocketSettings settings, SipServer server, Host host, boolean givesWay) {
      try {
        WebSocketEndpoint endpoint =
            new WebSocketEndpoint(settings, server.openWebSocket(settings.name()));
        Open open = new Open(endpoint, new PathOfHost(host, settings.path(), endpoint));
        open.path.owner().ifPresent(owner -> open.meet(owner, server, givesWay));
        open.path.open();
        return open;
      } catch (IOException e) {
        throw new UncheckedIOException(
            "WebSocket '" + settings.name() + "' cannot be opened at " + settings.path(), e);
      }
    }

    private void meet(String owner, SipServer server, boolean giveWay) {
      String taken =
          "WebSocket '%s': the path %s is that of %s"
              .formatted(settings().name(), settings().path(), owner);
      if (!giveWay) {
        server.closeWebSocket(settings().name());
        throw new IllegalStateException(taken);
      }
      LOG.log(Level.WARNING, taken + ", and it cannot be reached until that is gone");
    }

    WebSocketSettings settings() {
      return endpoint.settings();
    }

    void close(SipServer server) {
      path.close();
      endpoint.close();
      server.closeWebSocket(settings().name());
    }
  }
}
