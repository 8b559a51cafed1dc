package org.jackfield.instruction.twiml;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An element of a document, and where it stands. */
record Element(
    String name, Map<String, String> attributes, List<Node> children, int line, int column)
    implements Node {

  /** Its own text, without that of elements within. */
  String text() {
    return children.stream()
        .filter(Node.Text.class::isInstance)
        .map(node -> ((Node.Text) node).content())
        .collect(Collectors.joining())
        .strip();
  }

  List<Element> elements() {
    return children.stream().filter(Element.class::isInstance).map(Element.class::cast).toList();
  }

  @Override
  public String toString() {
    return "<" + name + ">";
  }
}
