package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.account.Belongings;
import org.jackfield.account.CallHistory;
import org.jackfield.account.Condition;
import org.jackfield.account.NotificationEntry;
import org.jackfield.account.Place;
import org.jackfield.call.Notification;
import org.jackfield.call.Sid;
import org.jackfield.rest.Conditional;
import org.jackfield.rest.Form;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Periods;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;

/** What went wrong with calls: of an account, or of one call. */
@Path("Accounts/{account}{call:(/Calls/[^/]+)?}/Notifications")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class NotificationsResource {

  private static final String CALLS = "/Calls/";

  @Inject Visit visit;
  @Inject Belongings belongings;
  @Inject CallHistory history;

  @PathParam("call")
  String call = "";

  /** A page of them. */
  @GET
  public Response list() {
    List<Condition> conditions = conditions();
    visit.query("Log").ifPresent(log -> conditions.add(Condition.is("warning", log.equals("1"))));
    Periods.of("MessageDate", visit.query()).addTo(conditions, "created");
    Paging paging = visit.paging();
    return Response.ok(
            paging
                .show(
                    "notifications",
                    "Notifications",
                    belongings.list(
                        NotificationEntry.class, visit.account(), conditions, paging.range()),
                    Place::of,
                    it -> NotificationForm.brief(it.notification()))
                .like(() -> NotificationForm.brief(sample())))
        .build();
  }

  private Notification sample() {
    return new Notification(
        Sid.random("NO"),
        visit.account(),
        Sid.random("CA"),
        Instant.EPOCH,
        false,
        0,
        "",
        Optional.empty());
  }

  /** One of them, with the request that led to it and its answer. */
  @GET
  @Path("{sid}")
  public Response fetch(@PathParam("sid") String sid) {
    List<Condition> conditions = conditions();
    return belongings
        .find(NotificationEntry.class, visit.account(), sid)
        .filter(it -> conditions.isEmpty() || call.equals(CALLS + it.notification().callSid()))
        .map(it ->
            Conditional.answer(
                visit, it.version(), it.updated(), NotificationForm.full(it.notification())))
        .orElseThrow(() -> RestFailure.notFound(visit.path()));
  }

  private List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    if (!call.isEmpty()) {
      String sid = call.substring(CALLS.length());
      if (!Sid.isOne("CA", sid) || history.find(visit.account(), new Sid(sid)).isEmpty()) {
        throw RestFailure.notFound(visit.path());
      }
      conditions.add(Condition.is("callSid", sid));
    }
    return conditions;
  }
}
