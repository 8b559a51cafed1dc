package org.jackfield.sip.container.subsystem;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jackfield.sip.container.Traffic;
import org.jboss.as.controller.registry.ManagementResourceRegistration;
import org.jboss.dmr.ModelNode;
import org.wildfly.subsystem.resource.executor.MetricOperationStepHandler;

/** The figures of messages that passed, alike for connectors, WebSocket and applications. */
final class TrafficFigures {
  /** What every application has, too. */
  static final List<Figure<Traffic>> MESSAGES =
      Stream.of(
              Stream.of(
                  Figure.counter("requests-received", Traffic::requestsReceivedCount),
                  Figure.counter("requests-sent", Traffic::requestsSentCount)),
              classes().mapToObj(TrafficFigures::responsesReceived),
              classes().mapToObj(TrafficFigures::responsesSent))
          .flatMap(figures -> figures)
          .toList();

  private static final List<Figure<Traffic>> ALL =
      Stream.concat(
              MESSAGES.stream(),
              Stream.of(
                  Figure.counter("rejected", Traffic::rejectedCount),
                  Figure.counter("parse-errors", Traffic::parseErrorCount)))
          .toList();

  private TrafficFigures() {}

  /** Shows the traffic of the connector that each resource of this registration names. */
  static void register(ManagementResourceRegistration registration, LiveServer live) {
    new MetricOperationStepHandler<>(
            (context, figure) -> {
              Optional<Traffic> traffic = live.traffic(context.getCurrentAddressValue());
              return traffic.isPresent() ? figure.execute(traffic.get()) : new ModelNode();
            },
            ALL)
        .register(registration);
  }

  private static IntStream classes() {
    return IntStream.rangeClosed(1, 6);
  }

  private static Figure<Traffic> responsesReceived(int hundreds) {
    return Figure.counter(
        "responses-received-" + hundreds + "xx",
        traffic -> traffic.responsesReceivedCount(hundreds));
  }

  private static Figure<Traffic> responsesSent(int hundreds) {
    return Figure.counter(
        "responses-sent-" + hundreds + "xx", traffic -> traffic.responsesSentCount(hundreds));
  }
}
