package org.jackfield.sip.container;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Optional;
import org.wildfly.security.auth.server.SecurityDomain;

/**
 * What the application server provides for one deployed SIP application. The container calls it
 * from its worker threads and from virtual threads.
 */
public interface ApplicationEnvironment {
  /** The context of the web application that the SIP application lives in. */
  ServletContext servletContext();

  ClassLoader classLoader();

  /** An instance of a servlet or listener with everything injected. */
  <T> T create(Class<T> type) throws ServletException;

  /** Called once with each instance that {@link #create} gave, when it is done with. */
  void destroy(Object instance);

  /** Knows the callers of this application; empty where nobody has named one. */
  Optional<SecurityDomain> securityDomain();

  /** Host and port at which the web application is reached by {@code http} or {@code https}. */
  String authority(String scheme);

  /**
   * Makes the calling thread one of the application's (names, class loader, security) until the
   * scope is closed on the same thread. Scopes nest.
   */
  Scope enter();

  /** See {@link #enter}. */
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}
