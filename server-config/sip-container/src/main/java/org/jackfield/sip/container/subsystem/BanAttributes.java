package org.jackfield.sip.container.subsystem;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jackfield.sip.container.BanSettings;
import org.jackfield.sip.container.ban.Network;
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

/** What can be set for bans, and how it becomes settings; all of it holds at once. */
final class BanAttributes {
  private static final BanSettings DEFAULT = BanSettings.DEFAULT;
  private static final String GROUP = "bans";
  private static final int YEAR = 366 * 86_400;

  static final SimpleAttributeDefinition FAILURES =
      number("ban-failures", 0, 1_000_000, DEFAULT.failures(), MeasurementUnit.NONE);
  static final SimpleAttributeDefinition TIME =
      number("ban-time", 1, YEAR, (int) DEFAULT.shortest().toSeconds(), MeasurementUnit.SECONDS);
  static final SimpleAttributeDefinition TIME_MAX =
      number("ban-time-max", 1, YEAR, (int) DEFAULT.longest().toSeconds(), MeasurementUnit.SECONDS);
  static final SimpleAttributeDefinition CAPACITY =
      number("ban-capacity", 1, 10_000_000, DEFAULT.capacity(), MeasurementUnit.NONE);

  static final StringListAttributeDefinition TRUSTED_NETWORKS =
      texts("trusted-networks", DEFAULT.trusted().stream().map(BanAttributes::text));
  static final StringListAttributeDefinition SCANNERS =
      texts("scanners", DEFAULT.scanners().stream());

  static final SimpleAttributeDefinition ANSWER_STRANGERS =
      SimpleAttributeDefinitionBuilder.create("answer-strangers", ModelType.BOOLEAN)
          .setAttributeGroup(GROUP)
          .setRequired(false)
          .setAllowExpression(true)
          .setDefaultValue(ModelNode.FALSE)
          .build();

  static final List<AttributeDefinition> ALL =
      List.of(FAILURES, TIME, TIME_MAX, CAPACITY, TRUSTED_NETWORKS, SCANNERS, ANSWER_STRANGERS);

  private BanAttributes() {}

  static BanSettings settings(ExpressionResolver resolver, ModelNode model)
      throws OperationFailedException {
    try {
      return new BanSettings(
          FAILURES.resolveModelAttribute(resolver, model).asInt(),
          Duration.ofSeconds(TIME.resolveModelAttribute(resolver, model).asInt()),
          Duration.ofSeconds(TIME_MAX.resolveModelAttribute(resolver, model).asInt()),
          CAPACITY.resolveModelAttribute(resolver, model).asInt(),
          list(TRUSTED_NETWORKS, resolver, model).stream().map(Network::parse).toList(),
          list(SCANNERS, resolver, model),
          ANSWER_STRANGERS.resolveModelAttribute(resolver, model).asBoolean());
    } catch (IllegalArgumentException e) {
      throw new OperationFailedException(e.getMessage(), e);
    }
  }

  private static List<String> list(
      StringListAttributeDefinition attribute, ExpressionResolver resolver, ModelNode model)
      throws OperationFailedException {
    return attribute.resolveModelAttribute(resolver, model).asListOrEmpty().stream()
        .map(ModelNode::asString)
        .toList();
  }

  private static String text(Network network) {
    return network.address().getHostAddress() + "/" + network.bits();
  }

  private static StringListAttributeDefinition texts(String name, Stream<String> standard) {
    ModelNode value = new ModelNode().setEmptyList();
    standard.forEach(value::add);
    return new StringListAttributeDefinition.Builder(name)
        .setAttributeGroup(GROUP)
        .setRequired(false)
        .setAllowExpression(true)
        .setDefaultValue(value)
        .setAttributeParser(AttributeParser.STRING_LIST)
        .setAttributeMarshaller(AttributeMarshaller.STRING_LIST)
        .build();
  }

  private static SimpleAttributeDefinition number(
      String name, int min, int max, int value, MeasurementUnit unit) {
    return SimpleAttributeDefinitionBuilder.create(name, ModelType.INT)
        .setAttributeGroup(GROUP)
        .setRequired(false)
        .setAllowExpression(true)
        .setDefaultValue(new ModelNode(value))
        .setMeasurementUnit(unit)
        .setValidator(new IntRangeValidator(min, max, true, true))
        .build();
  }
}
