package org.jackfield.sip.container.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Function;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks a descriptor element by element and says where it is when something is wrong. It fetches
 * nothing, expands no entity, and bounds size and depth.
 */
final class XmlCursor {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 50;
  private static final String MESSAGE = "Message: ";

  /** SIP's own, none (1.0 has a DTD), and those of the elements shared with web.xml. */
  private static final Set<String> NAMESPACES =
      Set.of(
          "",
          "http://www.jcp.org/xml/ns/sipservlet",
          "http://java.sun.com/xml/ns/j2ee",
          "http://java.sun.com/xml/ns/javaee",
          "http://xmlns.jcp.org/xml/ns/javaee",
          "https://jakarta.ee/xml/ns/jakartaee");

  private final XMLStreamReader reader;
  private final String source;
  private int depth;

  /** Reads one child element to its end. */
  @FunctionalInterface
  interface ChildReader {
    void read(String element) throws SipDescriptorException;
  }

  /**
   * Stands on the root element.
   *
   * @param source what messages call the document, such as {@code WEB-INF/sip.xml}
   */
  static XmlCursor open(InputStream in, String source) throws SipDescriptorException {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new SipDescriptorException(source + " is longer than the 1 MiB that is allowed");
      }
      XmlCursor cursor = new XmlCursor(SafeXml.reader(bytes), source);
      cursor.toRoot();
      return cursor;
    } catch (IOException | XMLStreamException e) {
      throw new SipDescriptorException(source + " cannot be read: " + e.getMessage(), e);
    }
  }

  private XmlCursor(XMLStreamReader reader, String source) {
    this.reader = reader;
    this.source = source;
  }

  String name() {
    return reader.getLocalName();
  }

  int line() {
    return reader.getLocation().getLineNumber();
  }

  /** An attribute of the element just begun, or the default. */
  String attribute(String name, String otherwise) {
    String value = reader.getAttributeValue(null, name);
    return value == null ? otherwise : value.strip();
  }

  /** Calls for each child element of the one just begun, and ends behind it. */
  void children(ChildReader child) throws SipDescriptorException {
    String parent = name();
    while (true) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (NAMESPACES.contains(namespace())) {
            child.read(name());
          } else {
            // Another vendor's extension: not for us to judge.
            skip();
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!reader.getText().isBlank()) {
            throw error("<" + parent + "> holds elements, not the text '" + text40() + "'");
          }
        }
        default -> {}
      }
    }
  }

  /** The stripped text of the element just begun, and ends behind it. */
  String text() throws SipDescriptorException {
    String element = name();
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT ->
            throw error("<" + element + "> holds text, not <" + name() + ">");
        case XMLStreamConstants.END_ELEMENT -> {
          return text.toString().strip();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        default -> {}
      }
    }
  }

  /** Text that must be there. */
  String requiredText() throws SipDescriptorException {
    String element = name();
    String text = text();
    if (text.isEmpty()) {
      throw error("<" + element + "> is empty");
    }
    return text;
  }

  int number() throws SipDescriptorException {
    String element = name();
    String text = requiredText();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw error("<" + element + "> takes a whole number, not '" + text + "'");
    }
  }

  /** Text that stands for one of a few things. */
  <T> T oneOf(Function<String, T> reading, String choices) throws SipDescriptorException {
    String element = name();
    String text = requiredText();
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      throw error("<" + element + "> takes " + choices + ", not '" + text + "'");
    }
  }

  /** Leaves the element just begun with all that is in it. */
  void skip() throws SipDescriptorException {
    int outside = depth - 1;
    while (depth > outside) {
      next();
    }
  }

  SipDescriptorException error(String message) {
    return error(line(), message);
  }

  SipDescriptorException error(int line, String message) {
    return new SipDescriptorException(place(line) + message);
  }

  /** What a message about this line begins with. */
  String place(int line) {
    return source + ":" + line + ": ";
  }

  SipDescriptorException unexpected(String element, String parent, String allowed) {
    return error(
        "<" + element + "> is not allowed within <" + parent + ">, which takes " + allowed);
  }

  private String namespace() {
    String namespace = reader.getNamespaceURI();
    return namespace == null ? "" : namespace;
  }

  private String text40() {
    String text = reader.getText().strip();
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }

  private void toRoot() throws SipDescriptorException {
    while (next() != XMLStreamConstants.START_ELEMENT) {
      // before the root there are only comments, instructions and perhaps a DOCTYPE
    }
  }

  private int next() throws SipDescriptorException {
    try {
      int event = reader.next();
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > MAX_DEPTH) {
            throw error("elements are nested deeper than " + MAX_DEPTH);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw error(
                "the entity &" + reader.getLocalName() + "; is not allowed: write its text");
        default -> {}
      }
      return event;
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? line() : e.getLocation().getLineNumber();
      throw new SipDescriptorException(
          source + ":" + line + ": not well-formed XML: " + complaint(e), e);
    }
  }

  // The parser puts "ParseError at [row,col]:[..]", a line end and "Message: " before it.
  private static String complaint(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf(MESSAGE);
    return at < 0 ? message : message.substring(at + MESSAGE.length());
  }
}
