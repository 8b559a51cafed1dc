package org.jackfield.sip.container.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jboss.metadata.javaee.spec.EnvironmentRefsGroupMetaData;
import org.jboss.metadata.parser.ee.EnvironmentRefsGroupMetaDataParser;
import org.jboss.metadata.property.PropertyReplacer;

/**
 * The naming entries of a {@code sip.xml}, which are written as in {@code web.xml}.
 *
 * @param entries those that the server performs
 * @param hasAny whether there is one of them
 * @param notPerformed names of elements that the server reads in {@code web.xml} alone
 */
public record NamingXml(
    EnvironmentRefsGroupMetaData entries, boolean hasAny, List<String> notPerformed) {
  private static final Set<String> NOT_PERFORMED =
      Set.of("message-destination", "locale-encoding-mapping-list");

  /**
   * Reads them.
   *
   * @param replacer performs the expressions in values
   * @throws SipDescriptorException if one of them is not as it has to be
   */
  public static NamingXml read(byte[] sipXml, PropertyReplacer replacer)
      throws SipDescriptorException {
    try {
      return read(SafeXml.reader(sipXml), replacer);
    } catch (XMLStreamException e) {
      throw new SipDescriptorException("WEB-INF/sip.xml: " + e.getMessage(), e);
    }
  }

  private static NamingXml read(XMLStreamReader xml, PropertyReplacer replacer)
      throws XMLStreamException {
    EnvironmentRefsGroupMetaData entries = new EnvironmentRefsGroupMetaData();
    List<String> notPerformed = new ArrayList<>();
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
          notPerformed.add(element);
        }
        skip(xml);
      }
    }
    return new NamingXml(entries, any, List.copyOf(notPerformed));
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
