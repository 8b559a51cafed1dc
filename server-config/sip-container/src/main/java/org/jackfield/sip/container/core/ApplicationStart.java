package org.jackfield.sip.container.core;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletContextEvent;
import jakarta.servlet.sip.SipServletListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import org.jackfield.sip.LastWords;
import org.jackfield.sip.SessionExecutor;
import org.jackfield.sip.Visitors;
import org.jackfield.sip.container.descriptor.ServletDeclaration;
import org.mobicents.servlet.sip.core.MobicentsSipServlet;
import org.mobicents.servlet.sip.core.SipApplicationDispatcher;
import org.wildfly.security.auth.server.SecurityDomain;

/** Makes, initialises and destroys what an application consists of. */
final class ApplicationStart {
  private static final Logger LOG = System.getLogger(ApplicationStart.class.getName());

  /** JSR 289 section 3.2: the option tags of what the container itself does. */
  private static final List<String> EXTENSIONS = List.of("100rel", "join", "path", "replaces");

  /** JSR 289 section 3.2. */
  private static final List<String> RFCS =
      List.of(
          "2543", "2976", "3261", "3262", "3263", "3265", "3311", "3326", "3327", "3428", "3515",
          "3581", "3725", "3891", "3903", "3911", "7118", "7616", "8760");

  private ApplicationStart() {}

  /** Makes and initialises everything; where that fails, what was made is destroyed again. */
  static void start(CoreContext context, SessionExecutor executor, Visitors visitors)
      throws ServletException {
    context.enterSipContext();
    try {
      setAttributes(context, executor, visitors);
      create(context);
      context
          .getListeners()
          .loadListeners(context.findSipApplicationListeners(), context.getSipContextClassLoader());
      for (ServletContextListener listener : context.getListeners().getServletContextListeners()) {
        listener.contextInitialized(new ServletContextEvent(context.getServletContext()));
      }
      initialise(context);
    } catch (ServletException | RuntimeException | Error e) {
      destroy(context);
      throw e;
    } finally {
      context.exitSipContext(null);
    }
  }

  private static void setAttributes(
      CoreContext context, SessionExecutor executor, Visitors visitors) {
    SipApplicationDispatcher dispatcher = context.getSipApplicationDispatcher();
    ServletContext servletContext = context.environment().servletContext();
    servletContext.setAttribute(SipServlet.SIP_FACTORY, context.getSipFactoryFacade());
    servletContext.setAttribute(SipServlet.TIMER_SERVICE, context.getTimerService());
    servletContext.setAttribute(SipServlet.SIP_SESSIONS_UTIL, context.getSipSessionsUtil());
    servletContext.setAttribute(SipServlet.SUPPORTED, EXTENSIONS);
    servletContext.setAttribute(SipServlet.SUPPORTED_RFCs, RFCS);
    servletContext.setAttribute(SipServlet.PRACK_SUPPORTED, "true");
    servletContext.setAttribute(SipServlet.OUTBOUND_INTERFACES, dispatcher.getOutboundInterfaces());
    servletContext.setAttribute(SessionExecutor.ATTRIBUTE, executor);
    servletContext.setAttribute(Visitors.ATTRIBUTE, visitors);
  }

  private static void create(CoreContext context) throws ServletException {
    for (ServletDeclaration declared : context.descriptor().servlets()) {
      Servlet servlet;
      try {
        servlet =
            context
                .environment()
                .create(
                    context
                        .getSipContextClassLoader()
                        .loadClass(declared.className())
                        .asSubclass(SipServlet.class));
      } catch (ClassNotFoundException | ClassCastException e) {
        throw new ServletException(
            "SIP servlet " + declared.name() + ": " + declared.className() + " is no SipServlet",
            e);
      }
      context.add(
          new CoreServlet(
              declared.name(), declared.loadOnStartup(), servlet, runAs(context, declared)));
    }
  }

  private static IdentifiedServlet.RunAs runAs(CoreContext context, ServletDeclaration declared)
      throws ServletException {
    if (declared.runAs().isEmpty()) {
      return IdentifiedServlet.RunAs.CALLER;
    }
    SecurityDomain domain =
        context
            .environment()
            .securityDomain()
            .orElseThrow(() ->
                new ServletException(
                    "<run-as> of SIP servlet '%s' needs a security domain: name one in"
                            .formatted(declared.name())
                        + " <security-domain> of jboss-web.xml, or for all SIP applications in"
                        + " the attribute security-domain of /subsystem=sip"));
    return IdentifiedServlet.RunAs.role(declared.runAs().get(), domain);
  }

  /**
   * In the order of load-on-startup, then those that ask for no order: a call must not wait for a
   * servlet's init, which may fetch and connect.
   */
  private static void initialise(CoreContext context) throws ServletException {
    List<ServletDeclaration> order =
        context.descriptor().servlets().stream()
            .sorted(
                Comparator.comparingInt(declared ->
                    declared.loadOnStartup() < 0 ? Integer.MAX_VALUE : declared.loadOnStartup()))
            .toList();
    for (ServletDeclaration declared : order) {
      MobicentsSipServlet servlet = context.getChildrenMap().get(declared.name());
      if (servlet instanceof CoreServlet made) {
        made.instance()
            .init(
                new SipServletConfig(
                    declared.name(), context.getServletContext(), declared.initParams()));
      }
    }
  }

  /** JSR 289 section 5.2: listeners hear of each servlet that may now send. */
  static boolean announce(CoreContext context) {
    context.enterSipContext();
    try {
      for (CoreServlet servlet : context.servlets()) {
        if (servlet.instance() instanceof SipServlet sipServlet) {
          SipServletContextEvent event =
              new SipServletContextEvent(context.getServletContext(), sipServlet);
          for (SipServletListener listener : context.getListeners().getSipServletsListeners()) {
            listener.servletInitialized(event);
          }
        }
      }
      return true;
    } finally {
      context.exitSipContext(null);
    }
  }

  /** What the application has to say while it can. */
  static void sayLastWords(CoreContext context) {
    if (context.environment().servletContext().getAttribute(LastWords.ATTRIBUTE)
        instanceof LastWords words) {
      context.enterSipContext();
      try {
        quietly(context, "its last words", words::say);
      } finally {
        context.exitSipContext(null);
      }
    }
  }

  /** Destroys servlets and listeners; a failure of one is logged and the rest go on. */
  static void destroy(CoreContext context) {
    context.enterSipContext();
    try {
      for (CoreServlet servlet : context.servlets()) {
        quietly(context, servlet.name(), servlet.instance()::destroy);
        context.environment().destroy(servlet.instance());
      }
      for (ServletContextListener listener : context.getListeners().getServletContextListeners()) {
        quietly(
            context,
            listener.getClass().getName(),
            () -> listener.contextDestroyed(new ServletContextEvent(context.getServletContext())));
      }
      context.getListeners().destroy();
      context.getListeners().clean();
    } finally {
      context.exitSipContext(null);
      context.stopTimers();
    }
  }

  private static void quietly(CoreContext context, String what, Runnable destroy) {
    try {
      destroy.run();
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "Application " + context.getApplicationName() + ": " + what + " failed to end",
          e);
    }
  }
}
