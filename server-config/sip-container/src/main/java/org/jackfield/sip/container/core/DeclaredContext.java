package org.jackfield.sip.container.core;

import java.lang.reflect.Method;
import org.jackfield.sip.container.ApplicationSettings;
import org.jackfield.sip.container.descriptor.ServletDeclaration;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.annotation.ConcurrencyControlMode;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.SipListeners;
import org.mobicents.servlet.sip.core.descriptor.MobicentsSipServletMapping;
import org.mobicents.servlet.sip.core.security.MobicentsSipLoginConfig;
import org.mobicents.servlet.sip.ruby.SipRubyController;

/**
 * What an application declared, which stays as it is: the setters that the core's interface has for
 * parsers of its own refuse.
 */
abstract class DeclaredContext implements SipContext {
  private final ApplicationSettings settings;
  private final @Nullable Method keyMethod;

  DeclaredContext(ApplicationSettings settings) {
    this.settings = settings;
    keyMethod = settings.descriptor().applicationKey().map(this::load).orElse(null);
  }

  final @Nullable Method keyMethod() {
    return keyMethod;
  }

  private Method load(org.jackfield.sip.container.descriptor.ApplicationKeyMethod key) {
    try {
      Method method =
          settings
              .environment()
              .classLoader()
              .loadClass(key.className())
              .getMethod(key.methodName(), jakarta.servlet.sip.SipServletRequest.class);
      return method;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "@SipApplicationKey " + key + " is not public static and of one SipServletRequest", e);
    }
  }

  @Override
  public final String getApplicationName() {
    return settings.name();
  }

  @Override
  public final String getDescription() {
    return settings.descriptor().description().orElse("");
  }

  @Override
  public final boolean hasDistributableManager() {
    return false;
  }

  @Override
  public final boolean isMainServlet() {
    return settings.descriptor().mainServlet().isPresent();
  }

  @Override
  public final @Nullable String getMainServlet() {
    return settings.descriptor().mainServlet().orElse(null);
  }

  /** The servlet that handles what the application starts itself, until it says setHandler. */
  @Override
  public final @Nullable String getServletHandler() {
    return settings
        .descriptor()
        .mainServlet()
        .or(() ->
            settings.descriptor().servlets().stream().findFirst().map(ServletDeclaration::name))
        .orElse(null);
  }

  /** Seconds, JSR 289 section 10.2.9; the specification's default of three minutes. */
  @Override
  public final int getProxyTimeout() {
    return settings.descriptor().proxyTimeout().orElse(180);
  }

  @Override
  public final String[] findSipApplicationListeners() {
    return settings.descriptor().listeners().toArray(String[]::new);
  }

  @Override
  public final @Nullable MobicentsSipLoginConfig getSipLoginConfig() {
    return null;
  }

  @Override
  public final @Nullable SipRubyController getSipRubyController() {
    return null;
  }

  @Override
  public final String getEngineName() {
    return "jackfield";
  }

  @Override
  public final String getPath() {
    return settings.environment().servletContext().getContextPath();
  }

  @Override
  public final boolean isPackageProtectionEnabled() {
    return false;
  }

  @Override
  public final String getLargeIcon() {
    return "";
  }

  @Override
  public final String getSmallIcon() {
    return "";
  }

  @Override
  public final void stopGracefully(long millis) {
    // draining is the router's and the deployment's business
  }

  @Override
  public final boolean isStoppingGracefully() {
    return false;
  }

  @Override
  public final void setApplicationName(String name) {
    throw declared("application name");
  }

  @Override
  public final void setDescription(String description) {
    throw declared("description");
  }

  @Override
  public final void setLargeIcon(String icon) {
    throw declared("icon");
  }

  @Override
  public final void setSmallIcon(String icon) {
    throw declared("icon");
  }

  @Override
  public final void setListeners(SipListeners listeners) {
    throw declared("listeners");
  }

  @Override
  public final void setMainServlet(String name) {
    throw declared("main servlet");
  }

  /** The core tells the handler of each session, which keeps it itself. */
  @Override
  public final void setServletHandler(String name) {
    // an application-wide one would be that of whichever call came last
  }

  @Override
  public final void setProxyTimeout(int seconds) {
    throw declared("proxy timeout");
  }

  @Override
  public final void setSipApplicationSessionTimeout(int minutes) {
    throw declared("session timeout");
  }

  @Override
  public final void addSipApplicationListener(String className) {
    throw declared("listeners");
  }

  @Override
  public final void removeSipApplicationListener(String className) {
    throw declared("listeners");
  }

  @Override
  public final void setSipApplicationKeyMethod(Method method) {
    throw declared("application key");
  }

  @Override
  public final void setSipLoginConfig(MobicentsSipLoginConfig config) {
    throw declared("login configuration");
  }

  @Override
  public final void addSipServletMapping(MobicentsSipServletMapping mapping) {
    throw declared("servlet mappings");
  }

  @Override
  public final void removeSipServletMapping(MobicentsSipServletMapping mapping) {
    throw declared("servlet mappings");
  }

  @Override
  public final void setConcurrencyControlMode(ConcurrencyControlMode mode) {
    throw declared("order of an application session");
  }

  @Override
  public final void setSipRubyController(SipRubyController controller) {
    throw declared("servlets");
  }

  private IllegalStateException declared(String what) {
    return new IllegalStateException(
        "Application " + getApplicationName() + ": its " + what + " cannot be changed");
  }
}
