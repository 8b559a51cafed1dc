package org.jackfield.sip.container.deployment;

import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.TimerService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jackfield.sip.SessionExecutor;
import org.jackfield.sip.Visitors;
import org.jackfield.sip.container.SipApplication;

/** One of the things that a SIP application offers for injection. */
record Offer<T>(Class<T> type, Function<SipApplication, T> from) {
  static final List<Offer<?>> ALL =
      List.of(
          new Offer<>(SipFactory.class, SipApplication::factory),
          new Offer<>(TimerService.class, SipApplication::timers),
          new Offer<>(SipSessionsUtil.class, SipApplication::sessions),
          new Offer<>(SessionExecutor.class, SipApplication::executor),
          new Offer<>(Visitors.class, SipApplication::visitors));

  /**
   * A stand-in that may be injected before the application is in service, and that leads to it at
   * each call.
   */
  T leadingTo(Supplier<Slot> slot) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                  case "equals" -> arguments != null && proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> type.getSimpleName();
                };
              }
              try {
                return method.invoke(from.apply(slot.get().require()), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            }));
  }
}
