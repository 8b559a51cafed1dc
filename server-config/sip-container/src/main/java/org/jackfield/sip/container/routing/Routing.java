package org.jackfield.sip.container.routing;

import java.util.Comparator;
import java.util.List;

/**
 * The configured routes, in the order in which they are asked. Without any, every deployed
 * application is asked, in the order of the names.
 */
public record Routing(List<Route> routes) {
  private static final Comparator<Route> ORDER =
      Comparator.comparingInt(Route::order).thenComparing(Route::application);

  public static final Routing BY_NAME = new Routing(List.of());

  public Routing {
    routes = routes.stream().sorted(ORDER).toList();
  }
}
