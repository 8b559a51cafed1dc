package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jackfield.call.Notification;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** What went wrong with a call, as it is kept. */
@Entity
@Table(name = "notification")
public class NotificationEntry extends Owned {

  private static final int LONGEST = 65535;

  @Column(name = "call_sid")
  String callSid = "";

  boolean warning;
  int code;
  String message = "";

  @Column(name = "request_method")
  @Nullable String requestMethod;

  @Column(name = "request_url")
  @Nullable String requestUrl;

  @Column(name = "request_variables")
  @Nullable String requestVariables;

  @Column(name = "response_status")
  @Nullable Integer responseStatus;

  @Column(name = "response_headers")
  @Nullable String responseHeaders;

  @Column(name = "response_body")
  @Nullable String responseBody;

  /** For the provider of persistence. */
  protected NotificationEntry() {}

  NotificationEntry(Notification notification) {
    super(notification.sid(), notification.accountSid());
    created = notification.at();
    updated = created;
    callSid = notification.callSid().value();
    warning = notification.warning();
    code = notification.code();
    message = text(notification.message());
    notification.exchange().ifPresent(this::take);
  }

  private void take(Exchange exchange) {
    requestMethod = exchange.method();
    requestUrl = text(exchange.address());
    requestVariables = text(exchange.parameters());
    responseStatus = exchange.status();
    responseHeaders = text(exchange.headers());
    responseBody = text(exchange.body());
  }

  private static String text(String given) {
    String clean = given.replace("\0", "");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
  }

  /** It never changes. */
  @Override
  public long version() {
    return 1;
  }

  /** The notification as it was given. */
  public Notification notification() {
    return new Notification(
        sid(), accountSid(), new Sid(callSid), created, warning, code, message, exchange());
  }

  private Optional<Exchange> exchange() {
    return Optional.ofNullable(requestMethod)
        .map(method ->
            new Exchange(
                method,
                orNothing(requestUrl),
                orNothing(requestVariables),
                responseStatus == null ? 0 : responseStatus,
                orNothing(responseHeaders),
                orNothing(responseBody)));
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }
}
