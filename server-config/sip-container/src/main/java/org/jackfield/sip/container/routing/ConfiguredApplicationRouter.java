package org.jackfield.sip.container.routing;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.ar.SipApplicationRouter;
import jakarta.servlet.sip.ar.SipApplicationRouterInfo;
import jakarta.servlet.sip.ar.SipApplicationRoutingDirective;
import jakarta.servlet.sip.ar.SipApplicationRoutingRegion;
import jakarta.servlet.sip.ar.SipApplicationRoutingRegionType;
import jakarta.servlet.sip.ar.SipRouteModifier;
import jakarta.servlet.sip.ar.SipTargetedRequestInfo;
import jakarta.servlet.sip.ar.SipTargetedRequestType;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses applications for initial requests by the configured routes. All methods may be called
 * from any thread; a change holds for the next request that is routed.
 */
public final class ConfiguredApplicationRouter implements SipApplicationRouter {
  private static final String[] NO_ROUTES = {};

  private volatile Candidates candidates = Candidates.NONE;
  private volatile Optional<String> last = Optional.empty();

  /** Routes by these from now on. */
  public void configure(Routing routing) {
    change(current -> current.routedBy(routing));
  }

  /** Sends no further calls to an application; those that it has, it keeps. */
  public void drain(String application) {
    change(current -> current.draining(application));
  }

  /** Sends calls to a drained application again. */
  public void resume(String application) {
    change(current -> current.resuming(application));
  }

  /** Sends there what comes from outside and no route takes; routes do not know it. */
  public void otherwise(Optional<String> application) {
    last = application;
  }

  /** The names of the applications that are deployed, drained ones included. */
  public Set<String> applications() {
    return candidates.deployed();
  }

  @Override
  public void applicationDeployed(List<String> names) {
    change(current -> current.with(routed(names)));
  }

  private List<String> routed(List<String> names) {
    return names.stream().filter(name -> !last.equals(Optional.of(name))).toList();
  }

  @Override
  public void applicationUndeployed(List<String> names) {
    change(current -> current.without(names));
  }

  @Override
  public void init() {}

  @Override
  public void init(Properties properties) {}

  @Override
  public void destroy() {
    change(current -> current.without(List.copyOf(current.deployed())));
  }

  /** Never answers null: the core asks the answer for a name, which is null for no application. */
  @Override
  public SipApplicationRouterInfo getNextApplication(
      SipServletRequest request,
      @Nullable SipApplicationRoutingRegion region,
      @Nullable SipApplicationRoutingDirective directive,
      @Nullable SipTargetedRequestInfo target,
      @Nullable Serializable state) {
    Candidates current = candidates;
    Optional<Route> next =
        switch (directive == null ? SipApplicationRoutingDirective.NEW : directive) {
          case NEW -> first(current, request, target);
          case CONTINUE -> current.first(after(state).and(route -> route.takes(request)));
          case REVERSE -> reversed(current, request, region, state);
        };
    boolean fromOutside =
        directive != SipApplicationRoutingDirective.CONTINUE
            && directive != SipApplicationRoutingDirective.REVERSE
            && request.getApplicationSession(false) == null;
    return next.map(route -> info(route, request))
        .orElseGet(() -> to(fromOutside ? last : Optional.empty()));
  }

  private static Optional<Route> first(
      Candidates current, SipServletRequest request, @Nullable SipTargetedRequestInfo target) {
    Optional<Route> targeted =
        Optional.ofNullable(target).flatMap(some -> current.targeted(some.getApplicationName()));
    boolean toSession = target != null && target.getType() == SipTargetedRequestType.ENCODED_URI;
    if (targeted.isPresent() && toSession) {
      return targeted;
    }
    // An application made it for somebody outside: it would come back to its sender. That goes for
    // a Replaces too, which names a dialog of ours and is meant for the other end of it.
    if (request.getApplicationSession(false) != null) {
      return Optional.empty();
    }
    return targeted.or(() -> current.first(route -> route.takes(request)));
  }

  // JSR 289 chapter 15, directive REVERSE: an application that turns the request round makes the
  // called party the caller, whose applications are those of the other region.
  private static Optional<Route> reversed(
      Candidates current,
      SipServletRequest request,
      @Nullable SipApplicationRoutingRegion region,
      @Nullable Serializable state) {
    SipApplicationRoutingRegionType type = region == null ? null : region.getType();
    if (type == SipApplicationRoutingRegionType.ORIGINATING) {
      return current.first(in(SipApplicationRoutingRegionType.TERMINATING, request));
    }
    if (type == SipApplicationRoutingRegionType.TERMINATING) {
      return current.first(in(SipApplicationRoutingRegionType.ORIGINATING, request));
    }
    return current.first(after(state).and(route -> route.takes(request)));
  }

  private static Predicate<Route> in(
      SipApplicationRoutingRegionType region, SipServletRequest request) {
    return route -> route.region() == region && route.takes(request);
  }

  private static Predicate<Route> after(@Nullable Serializable state) {
    return state instanceof Position position ? position::isBefore : route -> true;
  }

  private static SipApplicationRouterInfo info(Route route, SipServletRequest request) {
    return new SipApplicationRouterInfo(
        route.application(),
        region(route.region()),
        subscriber(route, request).orElse(null),
        NO_ROUTES,
        SipRouteModifier.NO_ROUTE,
        Position.of(route));
  }

  private static SipApplicationRouterInfo to(Optional<String> application) {
    return new SipApplicationRouterInfo(
        application.orElse(null),
        SipApplicationRoutingRegion.NEUTRAL_REGION,
        null,
        NO_ROUTES,
        SipRouteModifier.NO_ROUTE,
        null);
  }

  private static SipApplicationRoutingRegion region(SipApplicationRoutingRegionType type) {
    return switch (type) {
      case NEUTRAL -> SipApplicationRoutingRegion.NEUTRAL_REGION;
      case ORIGINATING -> SipApplicationRoutingRegion.ORIGINATING_REGION;
      case TERMINATING -> SipApplicationRoutingRegion.TERMINATING_REGION;
    };
  }

  // A caller without an asserted identity is whom From names.
  private static Optional<String> subscriber(Route route, SipServletRequest request) {
    return header(route.subscriberHeader(), request)
        .or(() -> header(Route.FROM, request))
        .map(ConfiguredApplicationRouter::uri);
  }

  // As text: the request has no session yet, and its address headers can be had only with one.
  private static Optional<String> header(String name, SipServletRequest request) {
    return Optional.<@Nullable String>ofNullable(request.getHeader(name)).map(String::strip);
  }

  /** The URI of an address, RFC 3261 section 20.10: in brackets, else up to the parameters. */
  private static String uri(String address) {
    int open = address.lastIndexOf('<');
    int close = address.lastIndexOf('>');
    if (open >= 0 && open < close) {
      return address.substring(open + 1, close);
    }
    int parameters = address.indexOf(';');
    return parameters < 0 ? address : address.substring(0, parameters);
  }

  private synchronized void change(UnaryOperator<Candidates> change) {
    candidates = change.apply(candidates);
  }
}
