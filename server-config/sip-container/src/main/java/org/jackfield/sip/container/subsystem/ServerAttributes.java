package org.jackfield.sip.container.subsystem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.sip.container.AdmissionSettings;
import org.jackfield.sip.container.Endpoint;
import org.jackfield.sip.container.ServerSettings;
import org.jboss.as.controller.AttributeDefinition;
import org.jboss.as.controller.AttributeMarshaller;
import org.jboss.as.controller.AttributeParser;
import org.jboss.as.controller.ExpressionResolver;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.SimpleAttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.StringListAttributeDefinition;
import org.jboss.as.controller.client.helpers.MeasurementUnit;
import org.jboss.as.controller.operations.validation.IntRangeValidator;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.service.descriptor.UnaryServiceDescriptor;
import org.wildfly.subsystem.resource.capability.CapabilityReference;
import org.wildfly.subsystem.resource.capability.CapabilityReferenceAttributeDefinition;

/** What can be set for the whole SIP server, and how it becomes settings. */
final class ServerAttributes {
  private static final int DNS_PORT = 53;
  private static final int SIP_PORT = 5060;
  private static final ServerSettings SERVER = ServerSettings.DEFAULT;
  private static final AdmissionSettings ADMISSION = AdmissionSettings.DEFAULT;

  /** Undefined means as many as {@link ServerSettings#DEFAULT} finds right for the machine. */
  static final SimpleAttributeDefinition WORKERS =
      number("workers", 1, 1024).setRestartAllServices().build();

  static final SimpleAttributeDefinition OUTBOUND_PROXY =
      SimpleAttributeDefinitionBuilder.create("outbound-proxy", ModelType.STRING)
          .setRequired(false)
          .setAllowExpression(true)
          .setRestartAllServices()
          .build();

  static final SimpleAttributeDefinition T1 = timer("t1", SERVER.t1Millis());
  static final SimpleAttributeDefinition T2 = timer("t2", SERVER.t2Millis());
  static final SimpleAttributeDefinition T4 = timer("t4", SERVER.t4Millis());

  static final SimpleAttributeDefinition DATAGRAM_LIMIT =
      bytes("datagram-limit", 200, 65_507, SERVER.datagramLimit());
  static final SimpleAttributeDefinition MAX_MESSAGE_SIZE =
      bytes("max-message-size", 1024, 16 << 20, SERVER.maxMessageSize());

  static final SimpleAttributeDefinition CALLS_PER_SECOND =
      admission("calls-per-second", 0, 1_000_000, ADMISSION.callsPerSecond(), MeasurementUnit.NONE);
  static final SimpleAttributeDefinition MAX_QUEUE_WAIT =
      admission(
          "max-queue-wait",
          1,
          32_000,
          (int) ADMISSION.maxQueueWait().toMillis(),
          MeasurementUnit.MILLISECONDS);
  static final SimpleAttributeDefinition QUEUE_CAPACITY =
      admission("queue-capacity", 1, 10_000_000, ADMISSION.queueCapacity(), MeasurementUnit.NONE);
  static final SimpleAttributeDefinition RETRY_AFTER_MIN =
      admission("retry-after-min", 0, 86_400, ADMISSION.retryAfterMin(), MeasurementUnit.SECONDS);
  static final SimpleAttributeDefinition RETRY_AFTER_MAX =
      admission("retry-after-max", 0, 86_400, ADMISSION.retryAfterMax(), MeasurementUnit.SECONDS);

  static final SimpleAttributeDefinition DEFAULT_SESSION_TIMEOUT =
      number("default-session-timeout", 0, 10_000_000)
          .setAttributeGroup("applications")
          .setDefaultValue(new ModelNode(SERVER.sessionTimeoutMinutes()))
          .setMeasurementUnit(MeasurementUnit.MINUTES)
          .setRestartAllServices()
          .build();

  /** Each an IP address, with or without a port. */
  static final StringListAttributeDefinition DNS_SERVERS =
      new StringListAttributeDefinition.Builder("dns-servers")
          .setRequired(false)
          .setAllowExpression(true)
          .setAttributeParser(AttributeParser.STRING_LIST)
          .setAttributeMarshaller(AttributeMarshaller.STRING_LIST)
          .setRestartAllServices()
          .build();

  static final CapabilityReferenceAttributeDefinition<SecurityDomain> SECURITY_DOMAIN =
      new CapabilityReferenceAttributeDefinition.Builder<>(
              "security-domain",
              CapabilityReference.builder(
                      SipSubsystem.DEFAULTS_CAPABILITY,
                      UnaryServiceDescriptor.of(
                          "org.wildfly.security.security-domain", SecurityDomain.class))
                  .build())
          .setAttributeGroup("applications")
          .setRequired(false)
          .setRestartAllServices()
          .build();

  /** Read when the server starts. */
  static final List<AttributeDefinition> AT_START =
      List.of(
          WORKERS,
          OUTBOUND_PROXY,
          DNS_SERVERS,
          T1,
          T2,
          T4,
          DATAGRAM_LIMIT,
          MAX_MESSAGE_SIZE,
          DEFAULT_SESSION_TIMEOUT,
          SECURITY_DOMAIN);

  /** Handed to the running server when they change. */
  static final List<AttributeDefinition> ADMISSION_AT_ONCE =
      List.of(CALLS_PER_SECOND, MAX_QUEUE_WAIT, QUEUE_CAPACITY, RETRY_AFTER_MIN, RETRY_AFTER_MAX);

  static final List<AttributeDefinition> ALL =
      Stream.of(AT_START, ADMISSION_AT_ONCE, BanAttributes.ALL).flatMap(List::stream).toList();

  private ServerAttributes() {}

  /** What the server would start with; refuses what it could not start with. */
  static ServerSettings settings(ExpressionResolver resolver, ModelNode model)
      throws OperationFailedException {
    try {
      return new ServerSettings(
          WORKERS.resolveModelAttribute(resolver, model).asInt(SERVER.workers()),
          admission(resolver, model),
          BanAttributes.settings(resolver, model),
          Optional.ofNullable(
                  OUTBOUND_PROXY.resolveModelAttribute(resolver, model).asStringOrNull())
              .map(ServerAttributes::proxy),
          T1.resolveModelAttribute(resolver, model).asInt(),
          T2.resolveModelAttribute(resolver, model).asInt(),
          T4.resolveModelAttribute(resolver, model).asInt(),
          DATAGRAM_LIMIT.resolveModelAttribute(resolver, model).asInt(),
          MAX_MESSAGE_SIZE.resolveModelAttribute(resolver, model).asInt(),
          DEFAULT_SESSION_TIMEOUT.resolveModelAttribute(resolver, model).asInt(),
          DNS_SERVERS.unwrap(resolver, model).stream()
              .map(server -> endpoint("dns-servers", server, DNS_PORT))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new OperationFailedException(e.getMessage(), e);
    }
  }

  /** {@code sip:host:port}; the transport is that of each request. */
  private static Endpoint proxy(String uri) {
    String address = uri.replaceFirst("(?i)^sip:", "").replaceFirst("(?i);lr$", "");
    if (address.matches(".*[;?@].*")) {
      throw new IllegalArgumentException(
          "outbound-proxy takes sip:host or sip:host:port, not '" + uri + "'");
    }
    return endpoint("outbound-proxy", address, SIP_PORT);
  }

  private static Endpoint endpoint(String attribute, String address, int port) {
    try {
      return Endpoint.parse(address, port);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(attribute + ": " + e.getMessage(), e);
    }
  }

  static AdmissionSettings admission(ExpressionResolver resolver, ModelNode model)
      throws OperationFailedException {
    try {
      return new AdmissionSettings(
          CALLS_PER_SECOND.resolveModelAttribute(resolver, model).asInt(),
          Duration.ofMillis(MAX_QUEUE_WAIT.resolveModelAttribute(resolver, model).asInt()),
          QUEUE_CAPACITY.resolveModelAttribute(resolver, model).asInt(),
          RETRY_AFTER_MIN.resolveModelAttribute(resolver, model).asInt(),
          RETRY_AFTER_MAX.resolveModelAttribute(resolver, model).asInt());
    } catch (IllegalArgumentException e) {
      throw new OperationFailedException(e.getMessage(), e);
    }
  }

  private static SimpleAttributeDefinition timer(String name, int millis) {
    return number(name, 1, 60_000)
        .setAttributeGroup("timers")
        .setDefaultValue(new ModelNode(millis))
        .setMeasurementUnit(MeasurementUnit.MILLISECONDS)
        .setRestartAllServices()
        .build();
  }

  private static SimpleAttributeDefinition bytes(String name, int min, int max, int value) {
    return number(name, min, max)
        .setAttributeGroup("sizes")
        .setDefaultValue(new ModelNode(value))
        .setMeasurementUnit(MeasurementUnit.BYTES)
        .setRestartAllServices()
        .build();
  }

  private static SimpleAttributeDefinition admission(
      String name, int min, int max, int value, MeasurementUnit unit) {
    return number(name, min, max)
        .setAttributeGroup("admission")
        .setDefaultValue(new ModelNode(value))
        .setMeasurementUnit(unit)
        .build();
  }

  private static SimpleAttributeDefinitionBuilder number(String name, int min, int max) {
    return SimpleAttributeDefinitionBuilder.create(name, ModelType.INT)
        .setRequired(false)
        .setAllowExpression(true)
        .setValidator(new IntRangeValidator(min, max, true, true));
  }
}
