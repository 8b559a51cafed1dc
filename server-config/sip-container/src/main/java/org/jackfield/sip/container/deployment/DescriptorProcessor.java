package org.jackfield.sip.container.deployment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jackfield.sip.container.descriptor.ServletDeclaration;
import org.jackfield.sip.container.descriptor.SipDeclarations;
import org.jackfield.sip.container.descriptor.SipDescriptor;
import org.jackfield.sip.container.descriptor.SipDescriptorException;
import org.jboss.as.ee.component.EEApplicationClasses;
import org.jboss.as.ee.component.EEModuleDescription;
import org.jboss.as.ee.structure.DeploymentType;
import org.jboss.as.ee.structure.DeploymentTypeMarker;
import org.jboss.as.server.deployment.AttachmentKey;
import org.jboss.as.server.deployment.Attachments;
import org.jboss.as.server.deployment.DeploymentPhaseContext;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.as.server.deployment.DeploymentUnitProcessingException;
import org.jboss.as.server.deployment.DeploymentUnitProcessor;
import org.jboss.as.server.deployment.annotation.CompositeIndex;
import org.jboss.as.web.common.WebComponentDescription;
import org.jboss.vfs.VirtualFile;

/**
 * Reads what a web application declares about SIP, and makes its servlets and listeners components
 * of the server, so that they are injected like any other.
 */
final class DescriptorProcessor implements DeploymentUnitProcessor {
  static final AttachmentKey<SipDescriptor> DESCRIPTOR = AttachmentKey.create(SipDescriptor.class);
  static final AttachmentKey<Slot> SLOT = AttachmentKey.create(Slot.class);

  @Override
  public void deploy(DeploymentPhaseContext phase) throws DeploymentUnitProcessingException {
    DeploymentUnit unit = phase.getDeploymentUnit();
    if (!DeploymentTypeMarker.isType(DeploymentType.WAR, unit)) {
      return;
    }
    SipDescriptor descriptor = read(unit);
    if (descriptor.servlets().isEmpty() && descriptor.listeners().isEmpty()) {
      return;
    }
    unit.putAttachment(DESCRIPTOR, descriptor);
    EEModuleDescription module =
        unit.getAttachment(org.jboss.as.ee.component.Attachments.EE_MODULE_DESCRIPTION);
    Slot slot =
        new Slot(
            descriptor.appName().orElse(module.getModuleName()),
            unit.getAttachment(Attachments.MODULE_NAME));
    unit.putAttachment(SLOT, slot);
    Slots.of(unit).add(slot);
    for (ServletDeclaration servlet : descriptor.servlets()) {
      component(unit, module, servlet.className());
    }
    for (String listener : descriptor.listeners()) {
      component(unit, module, listener);
    }
  }

  @Override
  public void undeploy(DeploymentUnit unit) {
    unit.removeAttachment(DESCRIPTOR);
    unit.removeAttachment(SLOT);
  }

  private static SipDescriptor read(DeploymentUnit unit) throws DeploymentUnitProcessingException {
    CompositeIndex index = unit.getAttachment(Attachments.COMPOSITE_ANNOTATION_INDEX);
    VirtualFile file =
        unit.getAttachment(Attachments.DEPLOYMENT_ROOT).getRoot().getChild("WEB-INF/sip.xml");
    try {
      if (!file.exists()) {
        return SipDeclarations.of(index.getIndexes());
      }
      byte[] bytes;
      try (InputStream in = file.openStream()) {
        bytes = in.readAllBytes();
      }
      SipDescriptor descriptor =
          SipDeclarations.of(
              new ByteArrayInputStream(bytes), "WEB-INF/sip.xml", index.getIndexes());
      NamingEntries.add(unit, bytes);
      return descriptor;
    } catch (SipDescriptorException | IOException e) {
      throw new DeploymentUnitProcessingException(unit.getName() + ": " + e.getMessage(), e);
    }
  }

  private static void component(DeploymentUnit unit, EEModuleDescription module, String className) {
    if (module.hasComponent(className) || !module.getComponentsByClassName(className).isEmpty()) {
      return;
    }
    EEApplicationClasses classes =
        unit.getAttachment(
            org.jboss.as.ee.component.Attachments.EE_APPLICATION_CLASSES_DESCRIPTION);
    WebComponentDescription component =
        new WebComponentDescription(className, className, module, unit.getServiceName(), classes);
    module.addComponent(component);
    unit.addToAttachmentList(
        WebComponentDescription.WEB_COMPONENTS, component.getStartServiceName());
  }
}
