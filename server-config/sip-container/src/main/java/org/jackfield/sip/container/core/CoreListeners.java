package org.jackfield.sip.container.core;

import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import org.jackfield.sip.container.ApplicationEnvironment;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.session.SipListenersHolder;

/** Makes an application's listeners, and hands them to the core. */
final class CoreListeners extends SipListenersHolder {
  private final ApplicationEnvironment environment;
  private final List<Object> made = new ArrayList<>();

  CoreListeners(SipContext context, ApplicationEnvironment environment) {
    super(context);
    this.environment = environment;
  }

  @Override
  public boolean loadListeners(String[] classNames, ClassLoader loader) {
    for (String className : classNames) {
      try {
        addListenerToBunch(listener(loader.loadClass(className).asSubclass(EventListener.class)));
      } catch (ReflectiveOperationException | ServletException | ClassCastException e) {
        throw new IllegalStateException(
            "SIP listener " + className + " cannot be made: " + e.getMessage(), e);
      }
    }
    return true;
  }

  /** JSR 289 section 22.3.6: a servlet that is also a listener is one object. */
  private EventListener listener(Class<? extends EventListener> type) throws ServletException {
    for (CoreServlet servlet : ((CoreContext) sipContext).servlets()) {
      if (servlet.instance().getClass() == type) {
        listenerServlets.put((EventListener) servlet.instance(), servlet);
        return (EventListener) servlet.instance();
      }
    }
    EventListener listener = environment.create(type);
    made.add(listener);
    return listener;
  }

  void destroy() {
    made.forEach(environment::destroy);
    made.clear();
  }
}
