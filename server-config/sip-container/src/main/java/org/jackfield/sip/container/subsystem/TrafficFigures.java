package org.jackfield.sip.container.subsystem;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jackfield.sip.container.ConnectorFigures;
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

  private static final List<Figure<ConnectorFigures>> OF_WEB_SOCKETS =
      Stream.concat(
              Stream.concat(
                      MESSAGES.stream(),
                      Stream.of(
                          Figure.counter("rejected", Traffic::rejectedCount),
                          Figure.counter("parse-errors", Traffic::parseErrorCount)))
                  .map(figure -> figure.within(ConnectorFigures::traffic)),
              Stream.of(Figure.gauge("connector-transactions", ConnectorFigures::transactions)))
          .toList();

  private static final List<Figure<ConnectorFigures>> OF_CONNECTORS =
      Stream.concat(
              OF_WEB_SOCKETS.stream(),
              Stream.of(Figure.gauge("connector-dialogs", ConnectorFigures::dialogs)))
          .toList();

  private TrafficFigures() {}

  /** Shows the figures of the connector that each resource of this registration names. */
  static void ofConnectors(ManagementResourceRegistration registration, LiveServer live) {
    register(registration, OF_CONNECTORS, name -> live.server().flatMap(s -> s.figures(name)));
  }

  static void ofWebSockets(ManagementResourceRegistration registration, LiveServer live) {
    register(
        registration, OF_WEB_SOCKETS, name -> live.server().flatMap(s -> s.webSocketFigures(name)));
  }

  private static void register(
      ManagementResourceRegistration registration,
      List<Figure<ConnectorFigures>> shown,
      Function<String, Optional<ConnectorFigures>> source) {
    new MetricOperationStepHandler<>(
            (context, figure) -> {
              Optional<ConnectorFigures> figures = source.apply(context.getCurrentAddressValue());
              return figures.isPresent() ? figure.execute(figures.get()) : new ModelNode();
            },
            shown)
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
