package org.jackfield.sip.container.descriptor;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Opens XML that fetches nothing and expands no entity, whoever has written it. */
public final class SafeXml {
  private SafeXml() {}

  /**
   * Stands before the document.
   *
   * @throws XMLStreamException if it does not even begin as XML
   */
  // The platform's own parser: what a server or an application brings may take other settings.
  public static XMLStreamReader reader(byte[] bytes) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("external entities are not fetched");
    });
    return factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
  }
}
