package org.jackfield.sip.container.core;

import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.MobicentsSipServlet;
import org.mobicents.servlet.sip.core.session.SipRequestDispatcher;

/**
 * The web application's servlet context as its SIP servlets see it: named dispatchers lead to SIP
 * servlets (JSR 289 section 5.5), and the context parameters of sip.xml are there too.
 */
final class SipServletContext implements InvocationHandler {
  private final ServletContext context;
  private final Map<String, String> parameters;
  private final Function<String, @Nullable MobicentsSipServlet> servlets;

  private SipServletContext(
      ServletContext context,
      Map<String, String> parameters,
      Function<String, @Nullable MobicentsSipServlet> servlets) {
    this.context = context;
    this.parameters = parameters;
    this.servlets = servlets;
  }

  static ServletContext over(
      ServletContext context,
      Map<String, String> parameters,
      Function<String, @Nullable MobicentsSipServlet> servlets) {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            new SipServletContext(context, parameters, servlets));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object own = own(method.getName(), arguments);
    if (own != null) {
      return own;
    }
    try {
      return method.invoke(context, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private @Nullable Object own(String method, Object @Nullable [] arguments) {
    return switch (method) {
      case "getNamedDispatcher" -> {
        MobicentsSipServlet servlet = servlets.apply(String.valueOf(first(arguments)));
        yield servlet == null ? null : new SipRequestDispatcher(servlet);
      }
      case "getInitParameter" -> parameters.get(String.valueOf(first(arguments)));
      case "getInitParameterNames" -> {
        Set<String> names = new LinkedHashSet<>(parameters.keySet());
        names.addAll(Collections.list(context.getInitParameterNames()));
        yield Collections.enumeration(names);
      }
      case "equals" -> context == unwrap(first(arguments));
      case "hashCode" -> System.identityHashCode(context);
      default -> null;
    };
  }

  private static @Nullable Object unwrap(@Nullable Object other) {
    if (other != null
        && Proxy.isProxyClass(other.getClass())
        && Proxy.getInvocationHandler(other) instanceof SipServletContext same) {
      return same.context;
    }
    return other;
  }

  private static @Nullable Object first(Object @Nullable [] arguments) {
    return arguments == null || arguments.length == 0 ? null : arguments[0];
  }
}
