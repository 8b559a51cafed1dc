package org.jackfield.sip.container.deployment;

import org.jboss.as.server.deployment.Attachments;
import org.jboss.as.server.deployment.DeploymentPhaseContext;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.as.server.deployment.DeploymentUnitProcessor;
import org.jboss.as.server.deployment.module.ModuleDependency;
import org.jboss.modules.Module;

/** Lets every deployment see the SIP servlet API, so that EJBs and resources may use it too. */
final class SipApiProcessor implements DeploymentUnitProcessor {
  private static final String API = "org.jackfield.sip.api";

  @Override
  public void deploy(DeploymentPhaseContext phase) {
    DeploymentUnit unit = phase.getDeploymentUnit();
    unit.getAttachment(Attachments.MODULE_SPECIFICATION)
        .addSystemDependency(
            // with services, since CDI sees beans only of modules that may offer some
            ModuleDependency.Builder.of(Module.getBootModuleLoader(), API)
                .setImportServices(true)
                .build());
  }
}
