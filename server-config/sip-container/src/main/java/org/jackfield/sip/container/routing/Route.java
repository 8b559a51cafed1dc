package org.jackfield.sip.container.routing;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.TelURL;
import jakarta.servlet.sip.ar.SipApplicationRoutingRegionType;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sends initial requests to an application.
 *
 * @param application its name; a route of an application that is not deployed is passed over
 * @param order lower is asked earlier; applications of one order go by their names
 * @param methods SIP methods it takes; none stands for every method
 * @param region whom the application serves: the caller, the called, or neither
 * @param subscriberHeader header whose address is the subscriber served: {@code From}, {@code To}
 *     or {@code P-Asserted-Identity}
 * @param userPattern must match the whole user of a Request-URI, or its whole telephone number;
 *     empty takes any URI
 */
public record Route(
    String application,
    int order,
    Set<String> methods,
    SipApplicationRoutingRegionType region,
    String subscriberHeader,
    Optional<Pattern> userPattern) {
  public static final String FROM = "From";

  public Route {
    if (application.isBlank()) {
      throw new IllegalArgumentException("A route names an application");
    }
    if (subscriberHeader.isBlank()) {
      throw new IllegalArgumentException(
          "The route to '" + application + "' names a header of the subscriber, such as From");
    }
    methods = Set.copyOf(methods);
  }

  /** Every request, in the neutral region. */
  public static Route to(String application, int order) {
    return new Route(
        application,
        order,
        Set.of(),
        SipApplicationRoutingRegionType.NEUTRAL,
        FROM,
        Optional.empty());
  }

  boolean takes(SipServletRequest request) {
    return (methods.isEmpty() || methods.contains(request.getMethod()))
        && (userPattern.isEmpty() || matchesUser(userPattern.get(), request));
  }

  private static boolean matchesUser(Pattern pattern, SipServletRequest request) {
    return user(request).map(user -> pattern.matcher(user).matches()).orElse(false);
  }

  private static Optional<String> user(SipServletRequest request) {
    return switch (request.getRequestURI()) {
      // A URI of a registrar's domain has no user: only a pattern for nothing matches it.
      case SipURI sip -> Optional.of(Optional.ofNullable(sip.getUser()).orElse(""));
      case TelURL tel when tel.isGlobal() && !tel.getPhoneNumber().startsWith("+") ->
          Optional.of("+" + tel.getPhoneNumber());
      case TelURL tel -> Optional.of(tel.getPhoneNumber());
      default -> Optional.empty();
    };
  }
}
