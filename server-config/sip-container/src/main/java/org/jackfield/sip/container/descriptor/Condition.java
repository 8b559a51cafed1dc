package org.jackfield.sip.container.descriptor;

import jakarta.servlet.sip.SipServletRequest;
import java.util.List;
import java.util.Locale;

/**
 * A predicate over initial requests: the pattern of a servlet mapping (JSR 289, servlet mapping
 * rules). A comparison with a variable that the request does not have is false.
 */
public sealed interface Condition {
  boolean matches(SipServletRequest request);

  /** The variable is there and its value is the literal. */
  record Equal(Variable variable, String value, boolean ignoreCase) implements Condition {
    @Override
    public boolean matches(SipServletRequest request) {
      String literal = variable.canonical(value);
      boolean anyCase = ignoreCase || variable.ignoresCase();
      return variable
          .of(request)
          .map(actual -> anyCase ? actual.equalsIgnoreCase(literal) : actual.equals(literal))
          .orElse(false);
    }
  }

  /** The variable is there and the literal is a part of its value. */
  record Contains(Variable variable, String value, boolean ignoreCase) implements Condition {
    @Override
    public boolean matches(SipServletRequest request) {
      boolean anyCase = ignoreCase || variable.ignoresCase();
      String literal = inCase(anyCase, variable.canonical(value));
      return variable
          .of(request)
          .map(actual -> inCase(anyCase, actual).contains(literal))
          .orElse(false);
    }
  }

  private static String inCase(boolean any, String text) {
    return any ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** The request has the variable, be it empty. */
  record Exists(Variable variable) implements Condition {
    @Override
    public boolean matches(SipServletRequest request) {
      return variable.of(request).isPresent();
    }
  }

  /**
   * The host is the domain or lies within it (RFC 1034 section 3.1), or the telephone number begins
   * with the literal. Only for {@code host} and {@code tel} variables.
   */
  record SubdomainOf(Variable variable, String value) implements Condition {
    public SubdomainOf {
      variable.checkDomain(value);
    }

    @Override
    public boolean matches(SipServletRequest request) {
      return variable.of(request).map(actual -> variable.isWithin(actual, value)).orElse(false);
    }
  }

  /** All of them hold. */
  record And(List<Condition> conditions) implements Condition {
    public And {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean matches(SipServletRequest request) {
      return conditions.stream().allMatch(condition -> condition.matches(request));
    }
  }

  /** At least one of them holds. */
  record Or(List<Condition> conditions) implements Condition {
    public Or {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean matches(SipServletRequest request) {
      return conditions.stream().anyMatch(condition -> condition.matches(request));
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean matches(SipServletRequest request) {
      return !condition.matches(request);
    }
  }
}
