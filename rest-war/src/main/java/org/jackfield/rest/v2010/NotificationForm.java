package org.jackfield.rest.v2010;

import org.jackfield.call.Notification;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.rest.Representation;

/** What went wrong with a call, as it is shown. */
final class NotificationForm {

  private NotificationForm() {}

  /** In a list, without what was sent and answered. */
  static Representation brief(Notification notification) {
    String sid = notification.sid().value();
    return new Representation("Notification")
        .with("sid", sid)
        .with("account_sid", notification.accountSid().value())
        .with("call_sid", notification.callSid().value())
        .with("api_version", CallApi.VERSION)
        .with("log", notification.warning() ? "1" : "0")
        .with("error_code", Integer.toString(notification.code()))
        .with("more_info", "https://www.twilio.com/docs/errors/" + notification.code())
        .with("message_text", notification.message())
        .with("message_date", notification.at())
        .with("request_method", notification.exchange().map(Exchange::method))
        .with("request_url", notification.exchange().map(Exchange::address).orElse(""))
        .with("date_created", notification.at())
        .with("date_updated", notification.at())
        .with("uri", Uris.of(notification.accountSid(), "Notifications", sid));
  }

  /** With all that is known. */
  static Representation full(Notification notification) {
    return brief(notification)
        .with("request_variables", notification.exchange().map(Exchange::parameters).orElse(""))
        .with("response_headers", notification.exchange().map(Exchange::headers).orElse(""))
        .with("response_body", notification.exchange().map(Exchange::body).orElse(""));
  }
}
