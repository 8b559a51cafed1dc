package org.jackfield.sip.container.deployment;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.as.server.deployment.AttachmentKey;
import org.jboss.as.server.deployment.DeploymentUnit;

/** The SIP applications of one deployment: of a WAR its own, of an EAR those of all its WARs. */
final class Slots {
  private static final AttachmentKey<Slots> KEY = AttachmentKey.create(Slots.class);
  private final String deployment;
  private final List<Slot> slots = new CopyOnWriteArrayList<>();

  private Slots(String deployment) {
    this.deployment = deployment;
  }

  /** Of the deployment that a unit belongs to, made where there are none yet. */
  static Slots of(DeploymentUnit unit) {
    DeploymentUnit top = unit.getParent() == null ? unit : unit.getParent();
    synchronized (top) {
      Slots slots = top.getAttachment(KEY);
      if (slots == null) {
        slots = new Slots(top.getName());
        top.putAttachment(KEY, slots);
      }
      return slots;
    }
  }

  void add(Slot slot) {
    slots.add(slot);
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /**
   * The application that a class of a module means by SipFactory: its own module's, else the only
   * one of the deployment.
   *
   * @throws IllegalStateException if that is not one
   */
  Slot forModule(String module) {
    List<Slot> all = List.copyOf(slots);
    return all.stream()
        .filter(slot -> slot.module().equals(module))
        .findFirst()
        .orElseGet(() -> only(all));
  }

  private Slot only(List<Slot> all) {
    if (all.isEmpty()) {
      throw new IllegalStateException(deployment + " holds no SIP application");
    }
    if (all.size() > 1) {
      throw new IllegalStateException(
          deployment
              + " holds several SIP applications: look up java:app/sip/NAME/SipFactory, NAME being"
              + " one of "
              + all.stream().map(Slot::application).toList());
    }
    return all.get(0);
  }
}
