package org.jackfield.sip.container.subsystem;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jackfield.sip.container.routing.Route;
import org.jackfield.sip.container.routing.Routing;

/** The configured routes; whoever routes is told of every change. Any thread may enter. */
final class LiveRoutes {
  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final Consumer<Routing> router;

  LiveRoutes(Consumer<Routing> router) {
    this.router = router;
  }

  void put(String name, Route route) {
    routes.put(name, route);
    publish();
  }

  void remove(String name) {
    routes.remove(name);
    publish();
  }

  /** Tells the router, which outlives a reload, that these are the routes now. */
  synchronized void publish() {
    router.accept(new Routing(List.copyOf(routes.values())));
  }
}
