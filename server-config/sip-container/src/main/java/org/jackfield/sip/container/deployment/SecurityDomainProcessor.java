package org.jackfield.sip.container.deployment;

import java.util.Optional;
import org.jackfield.sip.container.subsystem.ApplicationDefaults;
import org.jackfield.sip.container.subsystem.SipSubsystem;
import org.jboss.as.controller.capability.CapabilityServiceSupport;
import org.jboss.as.server.deployment.AttachmentKey;
import org.jboss.as.server.deployment.Attachments;
import org.jboss.as.server.deployment.DeploymentPhaseContext;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.as.server.deployment.DeploymentUnitProcessor;
import org.jboss.as.web.common.WarMetaData;
import org.jboss.metadata.ear.jboss.JBossAppMetaData;
import org.jboss.metadata.ear.spec.EarMetaData;
import org.jboss.metadata.web.jboss.JBossWebMetaData;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.server.SecurityDomain;

/**
 * Finds who knows the callers of a SIP application: the security domain that its web application
 * names, else the subsystem's. The web server's own default does not count, since that would be a
 * domain that nobody has chosen.
 */
final class SecurityDomainProcessor implements DeploymentUnitProcessor {
  private static final String WEB_DOMAIN = "org.wildfly.undertow.application-security-domain";
  private static final AttachmentKey<SecurityDomain> NAMED =
      AttachmentKey.create(SecurityDomain.class);
  private static final AttachmentKey<ApplicationDefaults> DEFAULTS =
      AttachmentKey.create(ApplicationDefaults.class);

  /** After the phase in which this processor ran. */
  static Optional<SecurityDomain> of(DeploymentUnit unit) {
    return optional(unit, NAMED)
        .or(() -> optional(unit, DEFAULTS).flatMap(ApplicationDefaults::securityDomain));
  }

  @Override
  public void deploy(DeploymentPhaseContext phase) {
    DeploymentUnit unit = phase.getDeploymentUnit();
    if (!unit.hasAttachment(DescriptorProcessor.DESCRIPTOR)) {
      return;
    }
    CapabilityServiceSupport support = unit.getAttachment(Attachments.CAPABILITY_SERVICE_SUPPORT);
    phase.addDeploymentDependency(
        support.getCapabilityServiceName(SipSubsystem.APPLICATION_DEFAULTS), DEFAULTS);
    named(unit)
        // where the web server does not know the name, it says so itself
        .filter(name -> support.hasCapability(WEB_DOMAIN + "." + name))
        .ifPresent(name ->
            phase.addDeploymentDependency(
                support.getCapabilityServiceName(WEB_DOMAIN, name).append("security-domain"),
                NAMED));
  }

  @Override
  public void undeploy(DeploymentUnit unit) {
    unit.removeAttachment(NAMED);
    unit.removeAttachment(DEFAULTS);
  }

  private static Optional<String> named(DeploymentUnit unit) {
    return optional(unit, WarMetaData.ATTACHMENT_KEY)
        .flatMap(war -> Optional.<@Nullable JBossWebMetaData>ofNullable(war.getJBossWebMetaData()))
        .flatMap(web -> Optional.<@Nullable String>ofNullable(web.getSecurityDomain()))
        .or(() -> namedForAll(unit))
        .map(String::strip);
  }

  /** In jboss-app.xml of the EAR. */
  private static Optional<String> namedForAll(DeploymentUnit unit) {
    return Optional.<@Nullable DeploymentUnit>ofNullable(unit.getParent())
        .<EarMetaData>flatMap(
            ear -> optional(ear, org.jboss.as.ee.structure.Attachments.EAR_METADATA))
        .filter(JBossAppMetaData.class::isInstance)
        .map(JBossAppMetaData.class::cast)
        .flatMap(app -> Optional.<@Nullable String>ofNullable(app.getSecurityDomain()));
  }

  private static <T> Optional<T> optional(DeploymentUnit unit, AttachmentKey<T> key) {
    return Optional.<@Nullable T>ofNullable(unit.getAttachment(key)).map(found -> found);
  }
}
