package org.jackfield.sip.container.deployment;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;

/** Makes beans of what the SIP applications of a deployment offer. */
final class SipBeans implements Extension {
  private final Slots slots;

  SipBeans(Slots slots) {
    this.slots = slots;
  }

  /** Called by the CDI container. */
  void add(@Observes AfterBeanDiscovery discovery, BeanManager manager) {
    // not by the configurator: its beans belong to this module, which deployments do not see
    Offer.ALL.forEach(offer -> discovery.addBean(new SipBean<>(offer, slots, manager)));
  }
}
