package org.jackfield.sip.container.routing;

import java.io.Serializable;

/**
 * The route that a request has last been sent along. It names the place instead of counting, so
 * that a request goes on rightly when the routes have changed meanwhile.
 */
record Position(int order, String application) implements Serializable {
  private static final long serialVersionUID = 1L;

  static Position of(Route route) {
    return new Position(route.order(), route.application());
  }

  boolean isBefore(Route route) {
    return route.order() > order
        || (route.order() == order && route.application().compareTo(application) > 0);
  }
}
