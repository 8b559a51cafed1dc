package org.jackfield.sip.container.subsystem;

import jakarta.servlet.sip.ar.SipApplicationRoutingRegionType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jackfield.sip.container.routing.Route;
import org.jboss.as.controller.AttributeDefinition;
import org.jboss.as.controller.AttributeMarshaller;
import org.jboss.as.controller.AttributeParser;
import org.jboss.as.controller.ExpressionResolver;
import org.jboss.as.controller.OperationContext;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.PathElement;
import org.jboss.as.controller.ResourceDefinition;
import org.jboss.as.controller.ResourceRegistration;
import org.jboss.as.controller.SimpleAttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.StringListAttributeDefinition;
import org.jboss.as.controller.descriptions.ResourceDescriptionResolver;
import org.jboss.as.controller.operations.validation.StringAllowedValuesValidator;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.as.controller.registry.OperationEntry;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;
import org.wildfly.subsystem.resource.ChildResourceDefinitionRegistrar;
import org.wildfly.subsystem.resource.ManagementResourceRegistrar;
import org.wildfly.subsystem.resource.ManagementResourceRegistrationContext;
import org.wildfly.subsystem.resource.ResourceDescriptor;
import org.wildfly.subsystem.resource.operation.ResourceOperationRuntimeHandler;

/** The resource {@code route=NAME}: a rule of the application router. */
final class RouteResource
    implements ChildResourceDefinitionRegistrar, ResourceOperationRuntimeHandler {
  static final ResourceRegistration REGISTRATION =
      ResourceRegistration.of(PathElement.pathElement("route"));

  static final SimpleAttributeDefinition APPLICATION =
      text("application").setRequired(true).build();
  static final SimpleAttributeDefinition ORDER =
      SimpleAttributeDefinitionBuilder.create("order", ModelType.INT)
          .setRequired(false)
          .setAllowExpression(true)
          .setDefaultValue(ModelNode.ZERO)
          .build();
  static final StringListAttributeDefinition METHODS =
      new StringListAttributeDefinition.Builder("methods")
          .setRequired(false)
          .setAllowExpression(true)
          .setAttributeParser(AttributeParser.STRING_LIST)
          .setAttributeMarshaller(AttributeMarshaller.STRING_LIST)
          .build();
  static final SimpleAttributeDefinition REGION =
      text("region")
          .setDefaultValue(new ModelNode("neutral"))
          .setValidator(new StringAllowedValuesValidator("originating", "terminating", "neutral"))
          .build();
  static final SimpleAttributeDefinition SUBSCRIBER_HEADER =
      text("subscriber-header")
          .setDefaultValue(new ModelNode(Route.FROM))
          .setValidator(new StringAllowedValuesValidator("From", "To", "P-Asserted-Identity"))
          .build();
  static final SimpleAttributeDefinition USER_PATTERN = text("user-pattern").build();

  static final List<AttributeDefinition> ATTRIBUTES =
      List.of(APPLICATION, ORDER, METHODS, REGION, SUBSCRIBER_HEADER, USER_PATTERN);

  private final LiveRoutes routes;

  RouteResource(LiveRoutes routes) {
    this.routes = routes;
  }

  @Override
  public ManagementResourceRegistration register(
      ManagementResourceRegistration parent, ManagementResourceRegistrationContext context) {
    ResourceDescriptionResolver resolver =
        SipSubsystem.RESOLVER.createChildResolver(REGISTRATION.getPathElement());
    ManagementResourceRegistration registration =
        parent.registerSubModel(ResourceDefinition.builder(REGISTRATION, resolver).build());
    ResourceDescriptor.Builder descriptor =
        ResourceDescriptor.builder(resolver)
            // The order matters: the handler would have a removal ask for a reload
            .withRuntimeHandler(this)
            .withAddResourceOperationTransformation(
                ResultingModel.heldAgainst(RouteResource::route))
            .withAddOperationRestartFlag(OperationEntry.Flag.RESTART_NONE)
            .withRemoveOperationRestartFlag(OperationEntry.Flag.RESTART_NONE);
    ATTRIBUTES.forEach(
        attribute -> descriptor.addAttribute(attribute, new AppliedAtOnce(this::addRuntime)));
    ManagementResourceRegistrar.of(descriptor.build()).register(registration);
    ResultingModel.heldAgainst(RouteResource::route, registration);
    return registration;
  }

  @Override
  public void addRuntime(OperationContext context, ModelNode model)
      throws OperationFailedException {
    routes.put(context.getCurrentAddressValue(), route(context, model));
  }

  @Override
  public void removeRuntime(OperationContext context, ModelNode model) {
    routes.remove(context.getCurrentAddressValue());
  }

  private static Route route(ExpressionResolver resolver, ModelNode model)
      throws OperationFailedException {
    try {
      return new Route(
          APPLICATION.resolveModelAttribute(resolver, model).asString(),
          ORDER.resolveModelAttribute(resolver, model).asInt(),
          Set.copyOf(METHODS.unwrap(resolver, model)),
          SipApplicationRoutingRegionType.valueOf(
              REGION.resolveModelAttribute(resolver, model).asString().toUpperCase(Locale.ROOT)),
          SUBSCRIBER_HEADER.resolveModelAttribute(resolver, model).asString(),
          Optional.ofNullable(USER_PATTERN.resolveModelAttribute(resolver, model).asStringOrNull())
              .map(Pattern::compile));
    } catch (PatternSyntaxException e) {
      throw new OperationFailedException(
          "user-pattern is no regular expression: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new OperationFailedException(e.getMessage(), e);
    }
  }

  private static SimpleAttributeDefinitionBuilder text(String name) {
    return SimpleAttributeDefinitionBuilder.create(name, ModelType.STRING)
        .setRequired(false)
        .setAllowExpression(true);
  }
}
