package org.jackfield.sip.container.descriptor;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.TelURL;
import jakarta.servlet.sip.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A named property of a request that a mapping can ask for, such as {@code request.uri.host}. The
 * name is resolved once, at deployment.
 */
public final class Variable {
  private static final String URI_PROPERTIES = "scheme, user, host, port, tel or param.NAME";
  private static final Pattern VISUAL_SEPARATORS = Pattern.compile("[-.()\\s]");
  private static final Pattern DOMAIN = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)*\\.?");
  private static final Pattern IP_ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|.*:.*");

  private enum Kind {
    TEXT,
    /** Compared without case: RFC 3261 section 19.1.4. */
    SCHEME,
    HOST,
    TEL
  }

  private record Reader(Kind kind, Function<SipServletRequest, Optional<String>> read) {
    static Reader text(Function<SipServletRequest, Optional<String>> read) {
      return new Reader(Kind.TEXT, read);
    }
  }

  private final String name;
  private final Reader reader;

  private Variable(String name, Reader reader) {
    this.name = name;
    this.reader = reader;
  }

  /**
   * The variable of this name.
   *
   * @throws IllegalArgumentException when there is none, saying what there is
   */
  public static Variable named(String name) {
    String trimmed = name.strip();
    return new Variable(trimmed, resolve(trimmed));
  }

  public String name() {
    return name;
  }

  /** Its value in this request, or nothing where the request does not have it. */
  public Optional<String> of(SipServletRequest request) {
    return reader.read().apply(request);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Variable variable && name.equals(variable.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }

  boolean ignoresCase() {
    return reader.kind() != Kind.TEXT;
  }

  /** A literal in the form in which values of this variable come. */
  String canonical(String literal) {
    return reader.kind() == Kind.TEL ? withoutSeparators(literal) : literal;
  }

  void checkDomain(String literal) {
    switch (reader.kind()) {
      case HOST -> {
        if (!DOMAIN.matcher(literal).matches()) {
          throw new IllegalArgumentException(
              "<subdomain-of> of "
                  + name
                  + " takes a domain such as example.com, not '"
                  + literal
                  + "'");
        }
      }
      case TEL -> {
        if (withoutSeparators(literal).isEmpty()) {
          throw new IllegalArgumentException(
              "<subdomain-of> of " + name + " takes the first digits of a number, not nothing");
        }
      }
      case TEXT, SCHEME ->
          throw new IllegalArgumentException(
              "<subdomain-of> compares hosts and telephone numbers, such as request.uri.host and"
                  + " request.uri.tel, not "
                  + name);
    }
  }

  boolean isWithin(String actual, String literal) {
    if (reader.kind() == Kind.TEL) {
      return actual
          .toLowerCase(Locale.ROOT)
          .startsWith(canonical(literal).toLowerCase(Locale.ROOT));
    }
    String host = withoutRootDot(actual);
    String domain = withoutRootDot(literal);
    return host.equals(domain)
        || (host.endsWith("." + domain) && !IP_ADDRESS.matcher(host).matches());
  }

  private static Reader resolve(String name) {
    String[] head = name.split("\\.", 3);
    if (head.length < 2 || !head[0].equals("request")) {
      throw unknown(name, "a variable begins with request.method, uri, from, to or route");
    }
    Optional<String> rest = head.length == 3 ? Optional.of(head[2]) : Optional.empty();
    return switch (head[1]) {
      case "method" -> {
        if (rest.isPresent()) {
          throw unknown(name, "request.method has no properties");
        }
        yield Reader.text(request -> Optional.ofNullable(request.getMethod()));
      }
      case "uri" -> ofUri(name, request -> Optional.ofNullable(request.getRequestURI()), rest);
      case "from" -> ofAddress(name, request -> Optional.ofNullable(request.getFrom()), rest);
      case "to" -> ofAddress(name, request -> Optional.ofNullable(request.getTo()), rest);
      case "route" -> ofAddress(name, Variable::route, rest);
      default -> throw unknown(name, "after request. comes method, uri, from, to or route");
    };
  }

  private static Reader ofAddress(
      String name,
      Function<SipServletRequest, Optional<Address>> address,
      Optional<String> property) {
    if (property.isEmpty()) {
      return Reader.text(address.andThen(found -> found.map(Object::toString)));
    }
    String text = property.get();
    if (text.equals("display-name")) {
      return Reader.text(address.andThen(found -> found.map(Address::getDisplayName)));
    }
    Function<SipServletRequest, Optional<URI>> uri =
        address.andThen(found -> found.map(Address::getURI));
    if (text.equals("uri")) {
      return ofUri(name, uri, Optional.empty());
    }
    if (text.startsWith("uri.")) {
      return ofUri(name, uri, Optional.of(text.substring("uri.".length())));
    }
    throw unknown(name, "an address has the properties uri and display-name");
  }

  private static Reader ofUri(
      String name, Function<SipServletRequest, Optional<URI>> uri, Optional<String> property) {
    if (property.isEmpty()) {
      return Reader.text(uri.andThen(found -> found.map(Object::toString)));
    }
    String text = property.get();
    if (text.startsWith("param.") && text.length() > "param.".length()) {
      String parameter = text.substring("param.".length());
      return Reader.text(uri.andThen(found -> found.flatMap(some -> parameter(some, parameter))));
    }
    return switch (text) {
      case "scheme" -> new Reader(Kind.SCHEME, uri.andThen(found -> found.map(URI::getScheme)));
      case "user" -> Reader.text(sip(uri).andThen(found -> found.map(SipURI::getUser)));
      case "host" -> new Reader(Kind.HOST, sip(uri).andThen(found -> found.map(SipURI::getHost)));
      case "port" -> Reader.text(sip(uri).andThen(found -> found.map(Variable::port)));
      case "tel" -> new Reader(Kind.TEL, uri.andThen(found -> found.flatMap(Variable::tel)));
      default -> throw unknown(name, "a URI has the properties " + URI_PROPERTIES);
    };
  }

  private static Function<SipServletRequest, Optional<SipURI>> sip(
      Function<SipServletRequest, Optional<URI>> uri) {
    return uri.andThen(found -> found.filter(SipURI.class::isInstance).map(SipURI.class::cast));
  }

  // The container takes the top Route that names itself off before anybody sees the request.
  private static Optional<Address> route(SipServletRequest request) {
    Address popped = request.getInitialPoppedRoute();
    if (popped != null) {
      return Optional.of(popped);
    }
    try {
      return Optional.ofNullable(request.getAddressHeader("Route"));
    } catch (ServletParseException e) {
      // A Route that cannot be read is none.
      return Optional.empty();
    }
  }

  private static Optional<String> parameter(URI uri, String name) {
    if (uri instanceof SipURI sip && name.equalsIgnoreCase("lr")) {
      // The core answers an empty lr also where there is none.
      return sip.getLrParam() ? Optional.of("") : Optional.empty();
    }
    // RFC 3261 section 7.3.1: names of parameters have no case, and the stack keeps lower case
    return Optional.ofNullable(uri.getParameter(name))
        .or(() -> Optional.ofNullable(uri.getParameter(name.toLowerCase(Locale.ROOT))));
  }

  private static String port(SipURI uri) {
    if (uri.getPort() > 0) {
      return Integer.toString(uri.getPort());
    }
    // RFC 3261 section 19.1.2: the default depends on scheme and transport
    boolean tls = uri.isSecure() || "tls".equalsIgnoreCase(uri.getTransportParam());
    return tls ? "5061" : "5060";
  }

  // A leading + stays, so that a local 911 is not the beginning of the global +91 1...
  private static Optional<String> tel(URI uri) {
    if (uri instanceof TelURL tel) {
      return Optional.ofNullable(tel.getPhoneNumber())
          .map(Variable::withoutSeparators)
          .map(number -> tel.isGlobal() && !number.startsWith("+") ? "+" + number : number);
    }
    if (uri instanceof SipURI sip && "phone".equalsIgnoreCase(sip.getUserParam())) {
      return Optional.ofNullable(sip.getUser())
          .map(user -> withoutSeparators(user.split(";", 2)[0]));
    }
    return Optional.empty();
  }

  private static String withoutSeparators(String number) {
    return VISUAL_SEPARATORS.matcher(number).replaceAll("");
  }

  private static String withoutRootDot(String domain) {
    String lower = domain.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static IllegalArgumentException unknown(String name, String instead) {
    return new IllegalArgumentException("There is no variable '" + name + "': " + instead);
  }
}
