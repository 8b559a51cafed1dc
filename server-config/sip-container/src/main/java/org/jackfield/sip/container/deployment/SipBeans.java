package org.jackfield.sip.container.deployment;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import org.jboss.modules.Module;

/** Makes beans of what the SIP applications of a deployment offer. */
final class SipBeans implements Extension {
  private final Slots slots;

  SipBeans(Slots slots) {
    this.slots = slots;
  }

  /** Called by the CDI container. */
  void add(@Observes AfterBeanDiscovery discovery) {
    Offer.ALL.forEach(offer -> add(discovery, offer));
  }

  private <T> void add(AfterBeanDiscovery discovery, Offer<T> offer) {
    discovery
        .<T>addBean()
        .types(offer.type(), Object.class)
        .scope(Dependent.class)
        .id(offer.type().getName())
        .produceWith(instance -> {
          String module = module(instance);
          return offer.leadingTo(() -> slots.forModule(module));
        });
  }

  /** The module of the class that is injected into: each SIP application of an EAR gets its own. */
  private static String module(Instance<Object> instance) {
    InjectionPoint point = instance.select(InjectionPoint.class).get();
    Module module =
        point == null || point.getMember() == null
            ? null
            : Module.forClass(point.getMember().getDeclaringClass());
    return module == null ? "" : module.getName();
  }
}
