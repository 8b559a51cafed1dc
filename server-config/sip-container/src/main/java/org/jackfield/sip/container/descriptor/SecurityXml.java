package org.jackfield.sip.container.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jackfield.sip.container.descriptor.Draft.Reference;
import org.jackfield.sip.container.descriptor.LoginConfig.IdentityAssertion;
import org.jackfield.sip.container.descriptor.LoginConfig.Scheme;
import org.jackfield.sip.container.descriptor.SecurityConstraint.ResourceCollection;
import org.jackfield.sip.container.descriptor.SecurityConstraint.TransportGuarantee;

/** Reads one {@code <security-constraint>} or {@code <login-config>}. */
final class SecurityXml {
  private static final Set<String> AUTH_METHODS = Set.of("DIGEST", "BASIC", "CLIENT-CERT");

  private final XmlCursor xml;
  private final Draft draft;
  private final List<ResourceCollection> resources = new ArrayList<>();
  private Optional<String> displayName = Optional.empty();
  private Optional<Set<String>> roles = Optional.empty();
  private TransportGuarantee guarantee = TransportGuarantee.NONE;
  private boolean proxyAuthentication;

  SecurityXml(XmlCursor xml, Draft draft) {
    this.xml = xml;
    this.draft = draft;
  }

  void constraint() throws SipDescriptorException {
    int line = xml.line();
    xml.children(this::child);
    if (resources.isEmpty()) {
      throw xml.error(line, "<security-constraint> needs a <resource-collection>");
    }
    draft.constraints.add(
        new SecurityConstraint(displayName, resources, proxyAuthentication, roles, guarantee));
  }

  private void child(String element) throws SipDescriptorException {
    switch (element) {
      case "display-name" -> {
        String text = xml.text();
        displayName = displayName.or(() -> Optional.of(text));
      }
      case "resource-collection" -> resources.add(resources());
      case "proxy-authentication" -> {
        xml.skip();
        proxyAuthentication = true;
      }
      case "auth-constraint" -> {
        if (roles.isPresent()) {
          throw xml.error("<auth-constraint> may be there only once in a <security-constraint>");
        }
        roles = Optional.of(roles());
      }
      case "user-data-constraint" -> guarantee();
      default ->
          throw xml.unexpected(
              element,
              "security-constraint",
              "display-name, resource-collection, proxy-authentication, auth-constraint and"
                  + " user-data-constraint");
    }
  }

  private ResourceCollection resources() throws SipDescriptorException {
    int line = xml.line();
    List<String> names = new ArrayList<>();
    Set<String> servlets = new LinkedHashSet<>();
    Set<String> methods = new LinkedHashSet<>();
    xml.children(element -> {
      switch (element) {
        case "resource-name" -> names.add(xml.text());
        case "description" -> xml.skip();
        case "servlet-name" -> {
          String servlet = xml.requiredText();
          String where = xml.place(xml.line()) + "<resource-collection>";
          servlets.add(servlet);
          draft.references.add(new Reference(servlet, where));
        }
        case "sip-method" -> methods.add(xml.requiredText());
        default ->
            throw xml.unexpected(
                element,
                "resource-collection",
                "resource-name, description, servlet-name and sip-method");
      }
    });
    if (names.size() != 1) {
      throw xml.error(line, "<resource-collection> takes one <resource-name>");
    }
    return new ResourceCollection(names.getFirst(), servlets, methods);
  }

  private Set<String> roles() throws SipDescriptorException {
    Set<String> names = new LinkedHashSet<>();
    xml.children(element -> {
      switch (element) {
        case "role-name" -> names.add(xml.requiredText());
        case "description" -> xml.skip();
        default -> throw xml.unexpected(element, "auth-constraint", "role-name");
      }
    });
    return names;
  }

  private void guarantee() throws SipDescriptorException {
    xml.children(element -> {
      switch (element) {
        case "transport-guarantee" ->
            guarantee = xml.oneOf(TransportGuarantee::valueOf, "NONE, INTEGRAL or CONFIDENTIAL");
        case "description" -> xml.skip();
        default -> throw xml.unexpected(element, "user-data-constraint", "transport-guarantee");
      }
    });
  }

  static LoginConfig loginConfig(XmlCursor xml) throws SipDescriptorException {
    List<String> methods = new ArrayList<>();
    List<String> realms = new ArrayList<>();
    List<IdentityAssertion> assertions = new ArrayList<>();
    xml.children(element -> {
      switch (element) {
        case "auth-method" ->
            methods.add(xml.oneOf(SecurityXml::authMethod, "DIGEST, BASIC or CLIENT-CERT"));
        case "realm-name" -> realms.add(xml.requiredText());
        case "identity-assertion" -> assertions.add(identityAssertion(xml));
        default ->
            throw xml.unexpected(
                element, "login-config", "auth-method, realm-name and identity-assertion");
      }
    });
    if (methods.size() > 1 || realms.size() > 1 || assertions.size() > 1) {
      throw xml.error("<login-config> takes each of its elements only once");
    }
    return new LoginConfig(
        methods.stream().findFirst(), realms.stream().findFirst(), assertions.stream().findFirst());
  }

  private static String authMethod(String text) {
    String method = text.toUpperCase(Locale.ROOT);
    if (!AUTH_METHODS.contains(method)) {
      throw new IllegalArgumentException(method);
    }
    return method;
  }

  private static IdentityAssertion identityAssertion(XmlCursor xml) throws SipDescriptorException {
    int line = xml.line();
    List<Scheme> schemes = new ArrayList<>();
    List<Boolean> required = new ArrayList<>();
    xml.children(element -> {
      switch (element) {
        case "identity-assertion-scheme" ->
            schemes.add(xml.oneOf(SecurityXml::scheme, "P-Asserted-Identity or Identity"));
        case "identity-assertion-support" ->
            required.add(xml.oneOf(SecurityXml::required, "REQUIRED or SUPPORTED"));
        default ->
            throw xml.unexpected(
                element,
                "identity-assertion",
                "identity-assertion-scheme and identity-assertion-support");
      }
    });
    if (schemes.size() != 1) {
      throw xml.error(line, "<identity-assertion> takes one <identity-assertion-scheme>");
    }
    return new IdentityAssertion(schemes.getFirst(), required.contains(true));
  }

  private static Scheme scheme(String text) {
    for (Scheme scheme : Scheme.values()) {
      if (scheme.header().equalsIgnoreCase(text)) {
        return scheme;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static boolean required(String text) {
    return switch (text) {
      case "REQUIRED" -> true;
      case "SUPPORTED" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
