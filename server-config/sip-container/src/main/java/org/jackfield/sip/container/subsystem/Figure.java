package org.jackfield.sip.container.subsystem;

import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jboss.as.controller.AttributeDefinition;
import org.jboss.as.controller.SimpleAttributeDefinitionBuilder;
import org.jboss.as.controller.registry.AttributeAccess;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;
import org.wildfly.subsystem.resource.executor.Metric;

/**
 * A number that is read from something that runs; WildFly's metrics publish it under its name.
 *
 * @param <C> what it is read from
 */
record Figure<C>(AttributeDefinition get, ToLongFunction<C> reading) implements Metric<C> {

  /** A number that only grows, until the server starts anew. */
  static <C> Figure<C> counter(String name, ToLongFunction<C> reading) {
    return of(name, AttributeAccess.Flag.COUNTER_METRIC, reading);
  }

  /** A number that rises and falls. */
  static <C> Figure<C> gauge(String name, ToLongFunction<C> reading) {
    return of(name, AttributeAccess.Flag.GAUGE_METRIC, reading);
  }

  /** The same number of something that has a {@code C}. */
  <D> Figure<D> within(Function<D, C> part) {
    return new Figure<>(get, whole -> reading.applyAsLong(part.apply(whole)));
  }

  @Override
  public ModelNode execute(C source) {
    return new ModelNode(reading.applyAsLong(source));
  }

  private static <C> Figure<C> of(
      String name, AttributeAccess.Flag kind, ToLongFunction<C> reading) {
    return new Figure<>(
        SimpleAttributeDefinitionBuilder.create(name, ModelType.LONG)
            .setFlags(kind)
            .setStorageRuntime()
            .setUndefinedMetricValue(ModelNode.ZERO_LONG)
            .build(),
        reading);
  }
}
