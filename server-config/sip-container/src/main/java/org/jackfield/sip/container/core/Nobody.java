package org.jackfield.sip.container.core;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.sip.Visitors;
import org.jackfield.sip.container.ApplicationEnvironment;
import org.jackfield.sip.container.ApplicationSettings;
import org.jackfield.sip.container.descriptor.ServletDeclaration;
import org.jackfield.sip.container.descriptor.SipDescriptor;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.server.SecurityDomain;

/**
 * The application that has what no other takes: it is not found. Without it the core would send
 * such a request on to wherever it names, for anyone who asks, and complain in the log when that is
 * this server.
 */
final class Nobody extends SipServlet {
  /** No deployment can have this name, which is no Java identifier. */
  static final String NAME = "(nobody)";

  private static final long serialVersionUID = 1;

  private final transient Visitors visitors;

  private Nobody(Visitors visitors) {
    this.visitors = visitors;
  }

  @Override
  protected void doRequest(SipServletRequest request) throws IOException {
    if (request.isInitial()) {
      request.createResponse(SipServletResponse.SC_NOT_FOUND).send();
      visitors.failed(request, Visitors.Failure.UNKNOWN);
    }
  }

  /** What it is started with; {@code visitors} is told who asks for what is not here. */
  static ApplicationSettings settings(Visitors visitors) {
    SipDescriptor none = SipDescriptor.NONE;
    SipDescriptor descriptor =
        new SipDescriptor(
            Optional.of(NAME),
            none.displayName(),
            none.description(),
            none.distributable(),
            none.contextParams(),
            List.of(
                new ServletDeclaration(
                    NAME,
                    Nobody.class.getName(),
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    Map.of(),
                    Optional.empty(),
                    Map.of())),
            none.listeners(),
            none.mappings(),
            Optional.of(NAME),
            none.sessionTimeout(),
            none.proxyTimeout(),
            none.security(),
            none.applicationKey());
    return new ApplicationSettings(NAME, descriptor, new Nowhere(visitors));
  }

  /** An application that is in no deployment. */
  private static final class Nowhere implements ApplicationEnvironment {
    private final Visitors visitors;
    private final ServletContext context =
        (ServletContext)
            Proxy.newProxyInstance(
                Nobody.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> nothing(method.getReturnType()));

    Nowhere(Visitors visitors) {
      this.visitors = visitors;
    }

    private static @Nullable Object nothing(Class<?> type) {
      if (type == int.class) {
        return 0;
      }
      if (type == boolean.class) {
        return false;
      }
      return type == java.util.Enumeration.class ? Collections.emptyEnumeration() : null;
    }

    @Override
    public ServletContext servletContext() {
      return context;
    }

    @Override
    public ClassLoader classLoader() {
      return Nobody.class.getClassLoader();
    }

    @Override
    public <T> T create(Class<T> type) throws ServletException {
      Servlet nobody = new Nobody(visitors);
      return type.cast(nobody);
    }

    @Override
    public void destroy(Object instance) {}

    @Override
    public Optional<SecurityDomain> securityDomain() {
      return Optional.empty();
    }

    @Override
    public String authority(String scheme) {
      return "localhost";
    }

    @Override
    public Scope enter() {
      return () -> {};
    }
  }
}
