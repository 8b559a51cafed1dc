package org.jackfield.sip.container.message;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.TelURL;
import jakarta.servlet.sip.URI;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An initial request with just what rules read of it. Its interfaces are answered by name; a
 * question that no rule asks fails the test.
 */
public final class SampleRequest {
  private static final Pattern SIP =
      Pattern.compile("(sips?):(?:([^@]*)@)?(\\[[^]]*]|[^:;]*)(?::(\\d+))?((?:;[^;]*)*)");
  private static final Pattern TEL = Pattern.compile("tel:(\\+?)([^;]*)((?:;[^;]*)*)");
  private static final Pattern NAME_ADDR =
      Pattern.compile("\\s*(?:\"?([^\"<]*?)\"?\\s*)?<([^>]*)>.*");

  private final String method;
  private final String uri;
  private final Map<String, String> addresses = new HashMap<>();
  private @Nullable String poppedRoute;
  private boolean inSession;

  private SampleRequest(String method, String uri) {
    this.method = method;
    this.uri = uri;
  }

  public static SampleRequest of(String method, String uri) {
    return new SampleRequest(method, uri)
        .header("From", "\"Alice\" <sip:alice@a.example;x=1>;tag=1234")
        .header("To", "<sip:bob@b.example>");
  }

  public SampleRequest header(String name, String address) {
    addresses.put(name, address);
    return this;
  }

  public SampleRequest poppedRoute(String address) {
    poppedRoute = address;
    return this;
  }

  public SampleRequest inSession() {
    inSession = true;
    return this;
  }

  public SipServletRequest build() {
    return answering(
        SipServletRequest.class,
        method + " " + uri,
        (question, argument) ->
            switch (question) {
              case "getMethod" -> method;
              case "getRequestURI" -> uri(uri);
              case "getFrom" -> address(addresses.get("From"));
              case "getTo" -> address(addresses.get("To"));
              case "getAddressHeader" -> address(addresses.get(argument));
              case "getHeader" -> addresses.get(argument);
              case "getInitialPoppedRoute" -> address(poppedRoute);
              case "getApplicationSession" ->
                  inSession
                      ? answering(SipApplicationSession.class, "session", SampleRequest::unexpected)
                      : null;
              default -> unexpected(question, argument);
            });
  }

  private static URI uri(String text) {
    Matcher tel = TEL.matcher(text);
    if (tel.matches()) {
      return tel(text, tel);
    }
    Matcher sip = SIP.matcher(text);
    if (!sip.matches()) {
      return answering(
          URI.class,
          text,
          (question, argument) ->
              question.equals("getScheme") ? text.substring(0, text.indexOf(':')) : null);
    }
    Map<String, String> parameters = parameters(sip.group(5));
    return answering(
        SipURI.class,
        text,
        (question, argument) ->
            switch (question) {
              case "getScheme" -> sip.group(1);
              case "isSecure" -> sip.group(1).equals("sips");
              case "getUser" -> sip.group(2);
              case "getHost" -> sip.group(3);
              case "getPort" -> sip.group(4) == null ? -1 : Integer.parseInt(sip.group(4));
              case "getUserParam" -> parameters.get("user");
              case "getTransportParam" -> parameters.get("transport");
              // As the core does, which answers so for lr always
              case "getParameter" -> argument.equals("lr") ? "" : parameters.get(argument);
              case "getLrParam" -> parameters.containsKey("lr");
              default -> unexpected(question, argument);
            });
  }

  private static URI tel(String text, Matcher tel) {
    Map<String, String> parameters = parameters(tel.group(3));
    return answering(
        TelURL.class,
        text,
        (question, argument) ->
            switch (question) {
              case "getScheme" -> "tel";
              case "isGlobal" -> tel.group(1).equals("+");
              case "getPhoneNumber" -> tel.group(2);
              case "getParameter" -> parameters.get(argument);
              default -> unexpected(question, argument);
            });
  }

  private static @Nullable Address address(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher matcher = NAME_ADDR.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    String displayName = Objects.requireNonNullElse(matcher.group(1), "");
    return answering(
        Address.class,
        text,
        (question, argument) ->
            switch (question) {
              case "getDisplayName" -> displayName.isEmpty() ? null : displayName;
              case "getURI" -> uri(matcher.group(2));
              default -> unexpected(question, argument);
            });
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : text.split(";", -1)) {
      int equals = parameter.indexOf('=');
      if (equals < 0) {
        parameters.put(parameter.toLowerCase(Locale.ROOT), "");
      } else {
        parameters.put(
            parameter.substring(0, equals).toLowerCase(Locale.ROOT),
            parameter.substring(equals + 1));
      }
    }
    return parameters;
  }

  private interface Answers {
    @Nullable Object to(String question, Object argument);
  }

  private static @Nullable Object unexpected(String question, Object argument) {
    throw new UnsupportedOperationException(question + " of " + argument);
  }

  private static <T> T answering(Class<T> type, String text, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                method.getName().equals("toString")
                    ? text
                    : answers.to(method.getName(), arguments == null ? "nothing" : arguments[0])));
  }
}
