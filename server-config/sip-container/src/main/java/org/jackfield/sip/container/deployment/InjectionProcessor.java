package org.jackfield.sip.container.deployment;

import java.util.List;
import org.jboss.as.controller.capability.CapabilityServiceSupport;
import org.jboss.as.ee.component.BindingConfiguration;
import org.jboss.as.ee.component.EEModuleDescription;
import org.jboss.as.ee.component.FixedInjectionSource;
import org.jboss.as.ee.component.InjectionSource;
import org.jboss.as.ee.component.deployers.EEResourceReferenceProcessor;
import org.jboss.as.ee.component.deployers.EEResourceReferenceProcessorRegistry;
import org.jboss.as.naming.ValueManagedReferenceFactory;
import org.jboss.as.server.deployment.Attachments;
import org.jboss.as.server.deployment.DeploymentPhaseContext;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.as.server.deployment.DeploymentUnitProcessor;
import org.jboss.as.weld.Capabilities;
import org.jboss.as.weld.WeldCapability;

/**
 * Injects what a SIP application offers into every component of its deployment: by
 * {@code @Resource}, by {@code @Inject}, and under names (JSR 289 section 22.3.9 asks for the first
 * and the last).
 */
final class InjectionProcessor {
  private InjectionProcessor() {}

  /** {@code @Resource SipFactory}, and the names: before components are configured. */
  static final class References implements DeploymentUnitProcessor {
    @Override
    public void deploy(DeploymentPhaseContext phase) {
      DeploymentUnit unit = phase.getDeploymentUnit();
      EEResourceReferenceProcessorRegistry registry =
          unit.getAttachment(
              org.jboss.as.ee.component.Attachments.RESOURCE_REFERENCE_PROCESSOR_REGISTRY);
      EEModuleDescription module =
          unit.getAttachment(org.jboss.as.ee.component.Attachments.EE_MODULE_DESCRIPTION);
      if (registry == null || module == null) {
        return;
      }
      String name = unit.getAttachment(Attachments.MODULE_NAME);
      Slots slots = Slots.of(unit);
      for (Offer<?> offer : Offer.ALL) {
        registry.registerResourceReferenceProcessor(
            new Reference(
                offer.type().getName(), source(offer.leadingTo(() -> slots.forModule(name)))));
      }
      Slot slot = unit.getAttachment(DescriptorProcessor.SLOT);
      if (slot != null) {
        bind(module, slot);
      }
    }

    private static void bind(EEModuleDescription module, Slot slot) {
      List<BindingConfiguration> bindings = module.getBindingConfigurations();
      for (Offer<?> offer : Offer.ALL) {
        InjectionSource source = source(offer.leadingTo(() -> slot));
        String name = "sip/" + slot.application() + "/" + offer.type().getSimpleName();
        bindings.add(new BindingConfiguration("java:app/" + name, source));
        // what a web component sees as java:comp/env
        bindings.add(new BindingConfiguration("java:module/env/" + name, source));
      }
    }

    private static InjectionSource source(Object value) {
      return new FixedInjectionSource(new ValueManagedReferenceFactory(value), value);
    }

    private record Reference(String type, InjectionSource source)
        implements EEResourceReferenceProcessor {
      @Override
      public String getResourceReferenceType() {
        return type;
      }

      @Override
      public InjectionSource getResourceReferenceBindingSource() {
        return source;
      }
    }
  }

  /** {@code @Inject SipFactory}, where the deployment uses CDI. */
  static final class Beans implements DeploymentUnitProcessor {
    @Override
    public void deploy(DeploymentPhaseContext phase) {
      DeploymentUnit unit = phase.getDeploymentUnit();
      CapabilityServiceSupport support = unit.getAttachment(Attachments.CAPABILITY_SERVICE_SUPPORT);
      Slots slots = Slots.of(unit);
      if (unit.getParent() != null
          || slots.isEmpty()
          || !support.hasCapability(Capabilities.WELD_CAPABILITY_NAME)) {
        return;
      }
      support
          .getOptionalCapabilityRuntimeAPI(Capabilities.WELD_CAPABILITY_NAME, WeldCapability.class)
          .filter(weld -> weld.isPartOfWeldDeployment(unit))
          .ifPresent(weld -> weld.registerExtensionInstance(new SipBeans(slots), unit));
    }
  }
}
