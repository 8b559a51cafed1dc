package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
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

  @Column(name = "call_sid")
  String callSid = "";

  boolean warning;
  int code;
  String message = "";

  @Embedded @Nullable ExchangeColumns exchange;

  /** For the provider of persistence. */
  protected NotificationEntry() {}

  NotificationEntry(Notification notification) {
    super(notification.sid(), notification.accountSid());
    created = notification.at();
    updated = created;
    callSid = notification.callSid().value();
    warning = notification.warning();
    code = notification.code();
    message = ExchangeColumns.text(notification.message());
    exchange = notification.exchange().map(ExchangeColumns::new).orElse(null);
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
    return Optional.ofNullable(exchange)
        .filter(columns -> columns.method != null)
        .map(ExchangeColumns::exchange);
  }
}
