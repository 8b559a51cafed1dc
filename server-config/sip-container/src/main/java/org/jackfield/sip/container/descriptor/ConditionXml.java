package org.jackfield.sip.container.descriptor;

import java.util.ArrayList;
import java.util.List;

/** Reads the pattern of a servlet mapping. */
final class ConditionXml {
  private static final String CONDITIONS = "and, or, not, equal, contains, exists, subdomain-of";

  private final XmlCursor xml;

  ConditionXml(XmlCursor xml) {
    this.xml = xml;
  }

  Condition pattern() throws SipDescriptorException {
    return only("pattern");
  }

  private Condition condition(String element) throws SipDescriptorException {
    return switch (element) {
      case "and" -> new Condition.And(several(element));
      case "or" -> new Condition.Or(several(element));
      case "not" -> new Condition.Not(only(element));
      case "equal", "contains", "exists", "subdomain-of" -> comparison(element);
      default -> throw xml.error("<" + element + "> is no condition; there are " + CONDITIONS);
    };
  }

  private Condition only(String parent) throws SipDescriptorException {
    int line = xml.line();
    List<Condition> conditions = conditions();
    if (conditions.size() != 1) {
      throw xml.error(
          line, "<%s> takes one condition, not %d".formatted(parent, conditions.size()));
    }
    return conditions.getFirst();
  }

  private List<Condition> several(String parent) throws SipDescriptorException {
    int line = xml.line();
    List<Condition> conditions = conditions();
    if (conditions.isEmpty()) {
      throw xml.error(line, "<" + parent + "> takes one condition or more: " + CONDITIONS);
    }
    return conditions;
  }

  private List<Condition> conditions() throws SipDescriptorException {
    List<Condition> conditions = new ArrayList<>();
    xml.children(element -> conditions.add(condition(element)));
    return conditions;
  }

  private Condition comparison(String operator) throws SipDescriptorException {
    int line = xml.line();
    boolean ignoreCase = ignoreCase(operator);
    List<Variable> variables = new ArrayList<>();
    List<String> values = new ArrayList<>();
    xml.children(element -> {
      switch (element) {
        case "var" -> variables.add(variable());
        case "value" -> values.add(xml.text());
        default -> throw xml.unexpected(element, operator, "var and value");
      }
    });
    int valuesTaken = operator.equals("exists") ? 0 : 1;
    if (variables.size() != 1 || values.size() != valuesTaken) {
      throw xml.error(
          line,
          "<"
              + operator
              + "> takes one <var> and "
              + (valuesTaken == 0 ? "no" : "one")
              + " <value>");
    }
    Variable variable = variables.getFirst();
    try {
      return switch (operator) {
        case "equal" -> new Condition.Equal(variable, values.getFirst(), ignoreCase);
        case "contains" -> new Condition.Contains(variable, values.getFirst(), ignoreCase);
        case "exists" -> new Condition.Exists(variable);
        default -> new Condition.SubdomainOf(variable, values.getFirst());
      };
    } catch (IllegalArgumentException e) {
      throw located(line, e);
    }
  }

  private boolean ignoreCase(String operator) throws SipDescriptorException {
    return switch (xml.attribute("ignore-case", "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw xml.error("ignore-case of <" + operator + "> is true or false");
    };
  }

  private Variable variable() throws SipDescriptorException {
    int line = xml.line();
    String name = xml.requiredText();
    try {
      return Variable.named(name);
    } catch (IllegalArgumentException e) {
      throw located(line, e);
    }
  }

  private SipDescriptorException located(int line, IllegalArgumentException e) {
    return xml.error(line, String.valueOf(e.getMessage()));
  }
}
