package org.jackfield.sip.container.deployment;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.InstanceHandle;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.sip.container.ApplicationEnvironment;
import org.jboss.as.server.deployment.SetupAction;
import org.wildfly.security.auth.server.SecurityDomain;

/** A web application of this server as the home of a SIP application. */
final class WebEnvironment implements ApplicationEnvironment {
  private static final Logger LOG = System.getLogger(WebEnvironment.class.getName());
  private final DeploymentInfo deployment;
  private final ServletContext servletContext;
  private final ClassLoader classLoader;
  private final Optional<SecurityDomain> securityDomain;
  private final List<SetupAction> actions;
  private final Origins origins;
  private final Map<Object, InstanceHandle<?>> handles =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * @param actions what makes a thread the application's own, such as its java:comp; those of the
   *     web container alone, since the rest would start a CDI request
   */
  WebEnvironment(
      DeploymentInfo deployment,
      ServletContext servletContext,
      ClassLoader classLoader,
      Optional<SecurityDomain> securityDomain,
      List<SetupAction> actions,
      Origins origins) {
    this.origins = origins;
    this.deployment = deployment;
    this.servletContext = servletContext;
    this.classLoader = classLoader;
    this.securityDomain = securityDomain;
    this.actions =
        actions.stream().sorted(Comparator.comparingInt(SetupAction::priority).reversed()).toList();
  }

  @Override
  public ServletContext servletContext() {
    return servletContext;
  }

  @Override
  public ClassLoader classLoader() {
    return classLoader;
  }

  @Override
  public <T> T create(Class<T> type) throws ServletException {
    try {
      InstanceHandle<T> handle =
          deployment.getClassIntrospecter().createInstanceFactory(type).createInstance();
      handles.put(handle.getInstance(), handle);
      return handle.getInstance();
    } catch (InstantiationException | NoSuchMethodException e) {
      throw new ServletException(type.getName() + " cannot be made", e);
    }
  }

  @Override
  public void destroy(Object instance) {
    InstanceHandle<?> handle = handles.remove(instance);
    if (handle != null) {
      handle.release();
    }
  }

  @Override
  public Optional<SecurityDomain> securityDomain() {
    return securityDomain;
  }

  @Override
  public String authority(String scheme) {
    return origins.authority(scheme);
  }

  @Override
  public Scope enter() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classLoader);
    List<SetupAction> done = new ArrayList<>(actions.size());
    try {
      for (SetupAction action : actions) {
        action.setup(Map.of());
        done.add(action);
      }
    } catch (RuntimeException | Error e) {
      leave(thread, before, done);
      throw e;
    }
    return () -> leave(thread, before, done);
  }

  private static void leave(Thread thread, ClassLoader before, List<SetupAction> done) {
    for (int i = done.size() - 1; i >= 0; i--) {
      try {
        done.get(i).teardown(Map.of());
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "A thread could not be given back clean", e);
      }
    }
    thread.setContextClassLoader(before);
  }
}
