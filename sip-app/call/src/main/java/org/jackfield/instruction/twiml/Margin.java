package org.jackfield.instruction.twiml;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jackfield.instruction.Action;
import org.jackfield.instruction.References;
import org.jackfield.instruction.Warning;

/** What is noted beside a document while it is read, and where it came from. */
final class Margin {

  /** Something that the schema does not know. */
  static final int SCHEMA = 12200;

  /** An address that cannot be asked. */
  static final int INVALID_ADDRESS = 11100;

  /** A document gets no more notes than this. */
  private static final int MAX_WARNINGS = 100;

  private final Optional<URI> base;
  private final List<Warning> warnings = new ArrayList<>();

  Margin(Optional<URI> base) {
    this.base = base;
  }

  List<Warning> warnings() {
    return warnings;
  }

  void warn(Element where, int code, String message) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(new Warning(code, message, where.line(), where.column()));
    }
  }

  /** The document's own address. */
  Optional<Action> itself(String method) {
    return base.map(address -> new Action(address, method));
  }

  /** An absolute http or https address; a warning and nothing if it cannot be one. */
  Optional<URI> address(Element where, String text) {
    Optional<URI> address = resolved(text.strip()).filter(Margin::canBeAsked);
    if (address.isEmpty()) {
      warn(
          where,
          INVALID_ADDRESS,
          where
              + (base.isEmpty()
                  ? " needs an absolute http or https address here, not '"
                  : " needs an http or https address, not '")
              + text.strip()
              + "'");
    }
    return address;
  }

  private Optional<URI> resolved(String given) {
    // Braces hold the place of what is known when the address is asked (P1.8)
    String text = given.replace(" ", "%20").replace("{", "%7B").replace("}", "%7D");
    try {
      return Optional.of(
          base.isEmpty() ? new URI(text) : References.resolve(base.orElseThrow(), text));
    } catch (URISyntaxException notAnAddress) {
      return Optional.empty();
    }
  }

  private static boolean canBeAsked(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https")) && address.getHost() != null;
  }
}
