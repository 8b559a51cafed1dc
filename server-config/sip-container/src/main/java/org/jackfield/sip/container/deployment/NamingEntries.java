package org.jackfield.sip.container.deployment;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jackfield.sip.container.descriptor.NamingXml;
import org.jackfield.sip.container.descriptor.SipDescriptorException;
import org.jboss.as.ee.component.Attachments;
import org.jboss.as.ee.component.DeploymentDescriptorEnvironment;
import org.jboss.as.ee.structure.SpecDescriptorPropertyReplacement;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.metadata.javaee.spec.Environment;
import org.jboss.metadata.javaee.spec.EnvironmentRefsGroupMetaData;
import org.jboss.metadata.merge.javaee.spec.EnvironmentRefsGroupMetaDataMerger;

/**
 * The naming entries of {@code sip.xml}, such as {@code <env-entry>} and {@code <resource-ref>}:
 * the schema of JSR 289 has those of {@code web.xml}, and one web application has one environment.
 * What both name is as {@code web.xml} has it.
 */
final class NamingEntries {
  private static final Logger LOG = System.getLogger(NamingEntries.class.getName());
  private static final String CONTEXT = "java:module/env/";

  private NamingEntries() {}

  /** Adds them to the environment of a web application, whose {@code sip.xml} has been checked. */
  static void add(DeploymentUnit unit, byte[] sipXml) throws SipDescriptorException {
    NamingXml read =
        NamingXml.read(sipXml, SpecDescriptorPropertyReplacement.propertyReplacer(unit));
    read.notPerformed()
        .forEach(element ->
            LOG.log(
                Level.WARNING,
                "{0}: <{1}> in WEB-INF/sip.xml has no effect, write it into WEB-INF/web.xml",
                unit.getName(),
                element));
    if (!read.hasAny()) {
      return;
    }
    EnvironmentRefsGroupMetaData entries = read.entries();
    DeploymentDescriptorEnvironment web =
        unit.getAttachment(Attachments.MODULE_DEPLOYMENT_DESCRIPTOR_ENVIRONMENT);
    EnvironmentRefsGroupMetaData all = entries;
    if (web != null && web.getEnvironment() instanceof Environment declared) {
      all = new EnvironmentRefsGroupMetaData();
      EnvironmentRefsGroupMetaDataMerger.merge(all, declared, entries, "sip.xml", "web.xml", false);
    }
    unit.putAttachment(
        Attachments.MODULE_DEPLOYMENT_DESCRIPTOR_ENVIRONMENT,
        new DeploymentDescriptorEnvironment(CONTEXT, all));
  }
}
