package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jackfield.call.Notification.Exchange;
import org.jspecify.annotations.Nullable;

/** A question to an application and its answer, as both are kept. */
@Embeddable
public class ExchangeColumns {

  private static final int LONGEST = 65535;

  @Column(name = "request_method")
  @Nullable String method;

  @Column(name = "request_url")
  @Nullable String url;

  @Column(name = "request_variables")
  @Nullable String variables;

  @Column(name = "response_status")
  @Nullable Integer status;

  @Column(name = "response_headers")
  @Nullable String headers;

  @Column(name = "response_body")
  @Nullable String body;

  /** For the provider of persistence. */
  protected ExchangeColumns() {}

  ExchangeColumns(Exchange exchange) {
    method = exchange.method();
    url = text(exchange.address());
    variables = text(exchange.parameters());
    status = exchange.status();
    headers = text(exchange.headers());
    body = text(exchange.body());
  }

  Exchange exchange() {
    return new Exchange(
        orNothing(method),
        orNothing(url),
        orNothing(variables),
        status == null ? 0 : status,
        orNothing(headers),
        orNothing(body));
  }

  /** PostgreSQL refuses the character 0. */
  static String text(String given) {
    String clean = given.replace("\0", "");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }
}
