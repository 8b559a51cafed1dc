package org.jackfield.sip.container.deployment;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jackfield.sip.container.descriptor.SafeXml;
import org.jboss.as.ee.component.Attachments;
import org.jboss.as.ee.component.DeploymentDescriptorEnvironment;
import org.jboss.as.ee.structure.SpecDescriptorPropertyReplacement;
import org.jboss.as.server.deployment.DeploymentUnit;
import org.jboss.metadata.javaee.spec.Environment;
import org.jboss.metadata.javaee.spec.EnvironmentRefsGroupMetaData;
import org.jboss.metadata.merge.javaee.spec.EnvironmentRefsGroupMetaDataMerger;
import org.jboss.metadata.parser.ee.EnvironmentRefsGroupMetaDataParser;
import org.jboss.metadata.property.PropertyReplacer;

/**
 * The naming entries of {@code sip.xml}, such as {@code <env-entry>} and {@code <resource-ref>}:
 * the schema of JSR 289 has those of {@code web.xml}, and one web application has one environment.
 * What both name is as {@code web.xml} has it.
 */
final class NamingEntries {
  private static final Logger LOG = System.getLogger(NamingEntries.class.getName());
  private static final String CONTEXT = "java:module/env/";

  /** Shared with web.xml as well, but the server reads them only there. */
  private static final Set<String> NOT_PERFORMED =
      Set.of("message-destination", "locale-encoding-mapping-list");

  private NamingEntries() {}

  /** Adds them to the environment of a web application, whose {@code sip.xml} has been checked. */
  static void add(DeploymentUnit unit, byte[] sipXml) throws XMLStreamException {
    EnvironmentRefsGroupMetaData entries = new EnvironmentRefsGroupMetaData();
    PropertyReplacer replacer = SpecDescriptorPropertyReplacement.propertyReplacer(unit);
    if (!read(unit, SafeXml.reader(sipXml), entries, replacer)) {
      return;
    }
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

  /** Whether there is any. */
  private static boolean read(
      DeploymentUnit unit,
      XMLStreamReader xml,
      EnvironmentRefsGroupMetaData entries,
      PropertyReplacer replacer)
      throws XMLStreamException {
    boolean any = false;
    while (xml.next() != XMLStreamConstants.START_ELEMENT) {
      // before the root there are only comments, instructions and perhaps a DOCTYPE
    }
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      String element = xml.getLocalName();
      if (EnvironmentRefsGroupMetaDataParser.parse(xml, entries, replacer)) {
        any = true;
      } else {
        if (NOT_PERFORMED.contains(element)) {
          LOG.log(
              Level.WARNING,
              "{0}: <{1}> in WEB-INF/sip.xml has no effect, write it into WEB-INF/web.xml",
              unit.getName(),
              element);
        }
        skip(xml);
      }
    }
    return any;
  }

  private static void skip(XMLStreamReader xml) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
  }
}
