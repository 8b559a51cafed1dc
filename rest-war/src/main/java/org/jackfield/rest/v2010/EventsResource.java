package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.account.Belongings;
import org.jackfield.account.CallHistory;
import org.jackfield.account.Condition;
import org.jackfield.account.Place;
import org.jackfield.account.WebhookEntry;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;
import org.jackfield.rest.Form;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;

/** What the application of a call was asked, and what it answered. */
@Path("Accounts/{account}/Calls/{call}/Events")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class EventsResource {

  private static final String CONTENT_TYPE = "content-type:";

  @Inject Visit visit;
  @Inject Belongings belongings;
  @Inject CallHistory history;

  @PathParam("call")
  String call = "";

  /** A page of them, newest first. */
  @GET
  public Response list() {
    if (!Sid.isOne("CA", call) || history.find(visit.account(), new Sid(call)).isEmpty()) {
      throw RestFailure.notFound(visit.path());
    }
    Paging paging = visit.paging();
    return Response.ok(
            paging
                .show(
                    "events",
                    "Events",
                    belongings.list(
                        WebhookEntry.class,
                        visit.account(),
                        List.of(Condition.is("callSid", call)),
                        paging.range()),
                    Place::of,
                    it -> show(it.webhook()))
                .like(() -> show(sample())))
        .build();
  }

  private Webhook sample() {
    Exchange nothing = new Exchange("", "", "", 0, "", "");
    return new Webhook(
        Sid.random("RQ"), visit.account(), new Sid(call), Instant.EPOCH, Duration.ZERO, nothing);
  }

  static Representation show(Webhook webhook) {
    Exchange exchange = webhook.exchange();
    return new Representation("Event")
        .with(
            "request",
            new Representation("Request")
                .with("method", exchange.method())
                .with("url", exchange.address())
                .with("parameters", parameters(exchange)))
        .with(
            "response",
            new Representation("Response")
                .with("response_code", exchange.status())
                .with("request_duration", webhook.took().toMillis())
                .with("content_type", contentType(exchange.headers()))
                .with("response_body", exchange.body())
                .with("date_created", webhook.at().plus(webhook.took())));
  }

  /** Of its form, or, where it has none, of its address. */
  private static Map<String, String> parameters(Exchange exchange) {
    String form = exchange.parameters();
    if (form.isEmpty()) {
      int mark = exchange.address().indexOf('?');
      form = mark < 0 ? "" : exchange.address().substring(mark + 1);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  /** The last of a long form may be cut within what stands for a character. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException cut) {
      return text;
    }
  }

  private static String contentType(String headers) {
    return headers
        .lines()
        .filter(line -> line.regionMatches(true, 0, CONTENT_TYPE, 0, CONTENT_TYPE.length()))
        .map(line -> line.substring(CONTENT_TYPE.length()).strip())
        .findFirst()
        .orElse("");
  }
}
