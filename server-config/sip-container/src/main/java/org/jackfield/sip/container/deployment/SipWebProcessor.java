package org.jackfield.sip.container.deployment;

import java.util.List;
import org.jackfield.sip.container.ApplicationSettings;
import org.jackfield.sip.container.SipServer;
import org.jackfield.sip.container.descriptor.ServletDeclaration;
import org.jackfield.sip.container.descriptor.SipDescriptor;
import org.jackfield.sip.container.subsystem.DeploymentResource;
import org.jboss.as.server.deployment.AttachmentKey;
import org.jboss.as.server.deployment.Attachments;
import org.jboss.as.server.deployment.DeploymentPhaseContext;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.as.server.deployment.DeploymentUnitProcessor;
import org.jboss.as.server.deployment.SetupAction;
import org.jboss.modules.Module;
import org.jboss.msc.service.ServiceName;
import org.wildfly.extension.undertow.deployment.UndertowAttachments;

/** Starts and stops the SIP application with the web application that it lives in. */
final class SipWebProcessor {
  private static final AttachmentKey<SipServer> SERVER = AttachmentKey.create(SipServer.class);

  private SipWebProcessor() {}

  /** Makes the web application wait for the SIP server. */
  static final class Server implements DeploymentUnitProcessor {
    @Override
    public void deploy(DeploymentPhaseContext phase) {
      DeploymentUnit unit = phase.getDeploymentUnit();
      if (unit.hasAttachment(DescriptorProcessor.DESCRIPTOR)) {
        ServiceName server =
            unit.getAttachment(Attachments.CAPABILITY_SERVICE_SUPPORT)
                .getCapabilityServiceName("org.jackfield.sip.server");
        phase.addDeploymentDependency(server, SERVER);
        unit.addToAttachmentList(Attachments.WEB_DEPENDENCIES, server);
      }
    }
  }

  /** Hooks the SIP application into the web application. */
  static final class Application implements DeploymentUnitProcessor {
    @Override
    public void deploy(DeploymentPhaseContext phase) {
      DeploymentUnit unit = phase.getDeploymentUnit();
      SipDescriptor descriptor = unit.getAttachment(DescriptorProcessor.DESCRIPTOR);
      if (descriptor == null) {
        return;
      }
      Slot slot = unit.getAttachment(DescriptorProcessor.SLOT);
      DeploymentResource.declare(
          unit,
          descriptor.servlets().stream().map(ServletDeclaration::name).toList(),
          slot::content);
      Module module = unit.getAttachment(Attachments.MODULE);
      List<SetupAction> actions =
          unit.getAttachmentList(org.jboss.as.ee.component.Attachments.WEB_SETUP_ACTIONS);
      unit.addToAttachmentList(
          UndertowAttachments.UNDERTOW_SERVLET_EXTENSIONS,
          (deployment, context) -> {
            Origins origins = new Origins(deployment);
            WebEnvironment environment =
                new WebEnvironment(
                    deployment,
                    context,
                    module.getClassLoader(),
                    SecurityDomainProcessor.of(unit),
                    actions,
                    origins);
            ApplicationSettings settings =
                new ApplicationSettings(slot.application(), descriptor, environment);
            Convergence.install(
                deployment, slot, origins, () -> unit.getAttachment(SERVER).deploy(settings));
          });
    }

    @Override
    public void undeploy(DeploymentUnit unit) {
      if (unit.hasAttachment(DescriptorProcessor.DESCRIPTOR)) {
        DeploymentResource.withdraw(unit);
      }
    }
  }
}
