package org.jackfield.sip.container.deployment;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.sip.container.SipApplication;
import org.jspecify.annotations.Nullable;

/**
 * Joins the two halves of a converged application: the SIP half starts and ends with the web half,
 * and HTTP sessions are {@code ConvergedHttpSession}s. Done with a listener and a filter, as an
 * application might, so that nothing of the web container is replaced.
 */
final class Convergence
    implements ServletContextListener, HttpSessionListener, HttpSessionIdListener, Filter {
  /** As {@code SipApplicationSession.encodeURL} writes it. */
  private static final String KEY = "org.mobicents.servlet.sip.ApplicationSessionKey=";

  private final Slot slot;
  private final Origins origins;
  private final Start start;

  /** Takes the SIP application into service. */
  interface Start {
    SipApplication start() throws ServletException;
  }

  private Convergence(Slot slot, Origins origins, Start start) {
    this.slot = slot;
    this.origins = origins;
    this.start = start;
  }

  static void install(DeploymentInfo deployment, Slot slot, Origins origins, Start start) {
    Convergence convergence = new Convergence(slot, origins, start);
    deployment.addListener(
        new ListenerInfo(Convergence.class, new ImmediateInstanceFactory<>(convergence)));
    String name = Convergence.class.getName();
    deployment.addFilter(
        new FilterInfo(name, Convergence.class, new ImmediateInstanceFactory<>(convergence))
            .setAsyncSupported(true));
    deployment.insertFilterUrlMapping(0, name, "/*", DispatcherType.REQUEST);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      slot.fill(start.start());
    } catch (ServletException e) {
      throw new IllegalStateException(
          "SIP application '" + slot.application() + "' does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    slot.content().ifPresent(SipApplication::stop);
    slot.clear();
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    slot.content().ifPresent(application -> application.ended(event.getSession()));
  }

  @Override
  public void sessionIdChanged(HttpSessionEvent event, String oldId) {
    slot.content().ifPresent(application -> application.renamed(event.getSession(), oldId));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http && slot.content().isPresent()) {
      origins.seen(http);
      Converged converged = new Converged(http, slot.require());
      if (converged.key().isPresent()) {
        converged.getSession(true);
      }
      chain.doFilter(converged, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** A request whose session takes part in application sessions. */
  private static final class Converged extends HttpServletRequestWrapper {
    private final SipApplication application;

    Converged(HttpServletRequest request, SipApplication application) {
      super(request);
      this.application = application;
    }

    Optional<String> key() {
      String query = getQueryString();
      if (query == null) {
        return Optional.empty();
      }
      return Stream.of(query.split("&"))
          .filter(parameter -> parameter.startsWith(KEY))
          .findFirst()
          .map(parameter ->
              URLDecoder.decode(parameter.substring(KEY.length()), StandardCharsets.UTF_8));
    }

    @Override
    public HttpSession getSession() {
      return application.converge(super.getSession(), key());
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
      HttpSession session = super.getSession(create);
      return session == null ? null : application.converge(session, key());
    }
  }
}
