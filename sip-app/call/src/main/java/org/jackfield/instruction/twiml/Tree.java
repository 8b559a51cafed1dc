package org.jackfield.instruction.twiml;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML into elements: no document type, no entities of its own, a limited depth. */
final class Tree {

  /** Elements within elements. */
  static final int MAX_DEPTH = 32;

  private static final int PARSE_FAILURE = 12100;
  private static final int WRONG_VERSION = 12101;

  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader xml;
  private final Deque<Element> open = new ArrayDeque<>();

  private Tree(XMLStreamReader xml) {
    this.xml = xml;
  }

  private static XMLInputFactory factory() {
    // The JDK's own, whatever the server brings: its limits are those that are tested here
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // SDKs write amazon:effect and declare no prefix; names in this dialect are what is written
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  static Element read(String text) throws BrokenDocument {
    try {
      XMLStreamReader xml = FACTORY.createXMLStreamReader(new StringReader(text));
      try {
        return new Tree(xml).root();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      Location where = e.getLocation();
      throw new BrokenDocument(
          PARSE_FAILURE,
          "The document is no XML: " + firstLine(e),
          where == null ? 0 : Math.max(where.getLineNumber(), 0),
          where == null ? 0 : Math.max(where.getColumnNumber(), 0));
    }
  }

  private Element root() throws XMLStreamException, BrokenDocument {
    String version = xml.getVersion();
    if (version != null && !"1.0".equals(version)) {
      throw broken(WRONG_VERSION, "The XML version must be 1.0, not " + version);
    }
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> begin();
        case XMLStreamConstants.END_ELEMENT -> {
          Element ended = open.pop();
          if (open.isEmpty()) {
            finish();
            return ended;
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (!open.isEmpty()) {
            open.element().children().add(new Node.Text(xml.getText()));
          }
        }
        default -> refuseWhatIsUnsafe();
      }
    }
  }

  // What follows the root must be well-formed as well
  private void finish() throws XMLStreamException, BrokenDocument {
    while (xml.hasNext()) {
      xml.next();
      refuseWhatIsUnsafe();
    }
  }

  private void refuseWhatIsUnsafe() throws BrokenDocument {
    int type = xml.getEventType();
    if (type == XMLStreamConstants.DTD) {
      throw broken(PARSE_FAILURE, "A document type (<!DOCTYPE>) is not allowed");
    }
    if (type == XMLStreamConstants.ENTITY_REFERENCE) {
      throw broken(PARSE_FAILURE, "The entity &" + xml.getLocalName() + "; is not known");
    }
  }

  private void begin() throws BrokenDocument {
    if (open.size() >= MAX_DEPTH) {
      throw broken(PARSE_FAILURE, "Elements may be nested " + MAX_DEPTH + " deep at most");
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String name = xml.getAttributeLocalName(i);
      if (!name.startsWith(XMLConstants.XMLNS_ATTRIBUTE)) {
        attributes.put(name, xml.getAttributeValue(i));
      }
    }
    List<Node> children = new ArrayList<>();
    Location where = xml.getLocation();
    Element element =
        new Element(
            xml.getLocalName(),
            attributes,
            children,
            where.getLineNumber(),
            where.getColumnNumber());
    if (!open.isEmpty()) {
      open.element().children().add(element);
    }
    open.push(element);
  }

  private BrokenDocument broken(int code, String message) {
    Location where = xml.getLocation();
    return new BrokenDocument(code, message, where.getLineNumber(), where.getColumnNumber());
  }

  private static String firstLine(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int reason = message.indexOf("Message: ");
    String from = reason < 0 ? message : message.substring(reason + "Message: ".length());
    return from.lines().findFirst().orElse("");
  }
}
