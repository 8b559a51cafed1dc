package org.jackfield.sip.container.subsystem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import org.jackfield.sip.container.ConnectorSettings;
import org.jackfield.sip.container.Endpoint;
import org.jackfield.sip.container.Transport;
import org.jboss.as.controller.AttributeDefinition;
import org.jboss.as.controller.ExpressionResolver;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.SimpleAttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.capability.RuntimeCapability;
import org.jboss.as.controller.operations.validation.IntRangeValidator;
import org.jboss.as.controller.operations.validation.StringAllowedValuesValidator;
import org.jboss.as.network.SocketBinding;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;
import org.wildfly.service.descriptor.UnaryServiceDescriptor;
import org.wildfly.subsystem.resource.capability.CapabilityReference;
import org.wildfly.subsystem.resource.capability.CapabilityReferenceAttributeDefinition;

/** What can be set for a connector. */
final class ConnectorAttributes {
  private static final UnaryServiceDescriptor<ConnectorSettings> CONNECTOR =
      UnaryServiceDescriptor.of("org.jackfield.sip.connector", ConnectorSettings.class);
  private static final UnaryServiceDescriptor<SSLContext> TLS =
      UnaryServiceDescriptor.of("org.wildfly.security.ssl-context", SSLContext.class);

  static final RuntimeCapability<Void> CAPABILITY =
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
  static final SimpleAttributeDefinition CHECK_PEER_NAME =
      SimpleAttributeDefinitionBuilder.create("check-peer-name", ModelType.BOOLEAN)
          .setRequired(false)
          .setAllowExpression(true)
          .setDefaultValue(ModelNode.TRUE)
          .setRestartAllServices()
          .build();
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

  static final List<AttributeDefinition> ALL =
      List.of(
          TRANSPORT,
          SOCKET_BINDING,
          SSL_CONTEXT,
          CLIENT_SSL_CONTEXT,
          CHECK_PEER_NAME,
          EXTERNAL_ADDRESS,
          EXTERNAL_PORT);

  private ConnectorAttributes() {}

  /** The transport, which must go with the SSL contexts of the model. */
  static Transport transport(ExpressionResolver resolver, ModelNode model)
      throws OperationFailedException {
    Transport transport =
        Transport.valueOf(
            TRANSPORT.resolveModelAttribute(resolver, model).asString().toUpperCase(Locale.ROOT));
    if ((transport == Transport.TLS) != model.hasDefined(SSL_CONTEXT.getName())) {
      throw new OperationFailedException(
          "An ssl-context belongs to transport tls, and to no other");
    }
    return transport;
  }

  /** What peers are told, where the model names it: at the port that is bound if it names none. */
  static Optional<IntFunction<Endpoint>> external(ExpressionResolver resolver, ModelNode model)
      throws OperationFailedException {
    String host = EXTERNAL_ADDRESS.resolveModelAttribute(resolver, model).asStringOrNull();
    if (host == null) {
      return Optional.empty();
    }
    Integer port = EXTERNAL_PORT.resolveModelAttribute(resolver, model).asIntOrNull();
    try {
      Endpoint endpoint = new Endpoint(host, port == null ? 1 : port);
      return Optional.of(bound -> port == null ? new Endpoint(host, bound) : endpoint);
    } catch (IllegalArgumentException e) {
      throw new OperationFailedException("external-address: " + e.getMessage(), e);
    }
  }

  /** Refuses a model that no connector can be opened by. */
  static void check(ExpressionResolver resolver, ModelNode model) throws OperationFailedException {
    transport(resolver, model);
    external(resolver, model);
  }

  private static CapabilityReferenceAttributeDefinition<SSLContext> sslContext(String name) {
    return new CapabilityReferenceAttributeDefinition.Builder<>(
            name, CapabilityReference.builder(CAPABILITY, TLS).build())
        .setRequired(false)
        .setRestartAllServices()
        .build();
  }
}
