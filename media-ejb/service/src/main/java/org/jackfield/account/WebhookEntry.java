package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;
import org.jspecify.annotations.Nullable;

/** A question to an application and what came of it, as it is kept. */
@Entity
@Table(name = "webhook")
public class WebhookEntry extends Owned {

  private static final Exchange NOTHING = new Exchange("", "", "", 0, "", "");

  @Column(name = "call_sid")
  String callSid = "";

  @Column(name = "took_millis")
  long tookMillis;

  @Embedded @Nullable ExchangeColumns exchange;

  /** For the provider of persistence. */
  protected WebhookEntry() {}

  WebhookEntry(Webhook webhook, Instant kept) {
    super(webhook.sid(), webhook.accountSid());
    created = webhook.at();
    updated = kept;
    callSid = webhook.callSid().value();
    tookMillis = webhook.took().toMillis();
    exchange = new ExchangeColumns(webhook.exchange());
  }

  /** It never changes. */
  @Override
  public long version() {
    return 1;
  }

  /** The webhook as it was given, except for what is shorter than a millisecond. */
  public Webhook webhook() {
    return new Webhook(
        sid(),
        accountSid(),
        new Sid(callSid),
        created,
        Duration.ofMillis(tookMillis),
        exchange == null ? NOTHING : exchange.exchange());
  }
}
