package org.jackfield.sip.container.deployment;

import java.util.function.Consumer;
import org.jboss.as.server.DeploymentProcessorTarget;
import org.jboss.as.server.deployment.Phase;

/** What the subsystem adds to every deployment, and when. */
public final class SipDeploymentChain implements Consumer<DeploymentProcessorTarget> {
  private static final String SUBSYSTEM = "sip";

  @Override
  public void accept(DeploymentProcessorTarget target) {
    target.addDeploymentProcessor(
        SUBSYSTEM, Phase.PARSE, Phase.PARSE_WEB_COMPONENTS + 1, new DescriptorProcessor());
    target.addDeploymentProcessor(
        SUBSYSTEM,
        Phase.PARSE,
        Phase.PARSE_WEB_COMPONENTS + 2,
        new InjectionProcessor.References());
    target.addDeploymentProcessor(
        SUBSYSTEM, Phase.DEPENDENCIES, Phase.DEPENDENCIES_WAR_MODULE + 1, new SipApiProcessor());
    target.addDeploymentProcessor(
        SUBSYSTEM,
        Phase.POST_MODULE,
        Phase.POST_MODULE_WELD_PORTABLE_EXTENSIONS - 1,
        new InjectionProcessor.Beans());
    target.addDeploymentProcessor(
        SUBSYSTEM,
        Phase.POST_MODULE,
        Phase.POST_MODULE_WELD_PORTABLE_EXTENSIONS - 2,
        new SipWebProcessor.Server());
    target.addDeploymentProcessor(
        SUBSYSTEM,
        Phase.POST_MODULE,
        Phase.POST_MODULE_WELD_PORTABLE_EXTENSIONS - 3,
        new SecurityDomainProcessor());
    target.addDeploymentProcessor(
        SUBSYSTEM,
        Phase.INSTALL,
        Phase.INSTALL_WAR_DEPLOYMENT - 1,
        new SipWebProcessor.Application());
  }
}
