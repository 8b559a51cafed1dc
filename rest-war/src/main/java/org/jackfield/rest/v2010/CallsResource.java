package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jackfield.account.Belongings;
import org.jackfield.account.CallFilter;
import org.jackfield.account.CallHistory;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallerNumbers;
import org.jackfield.call.Calls;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.rest.Conditional;
import org.jackfield.rest.Form;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Periods;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;

/** Calls, those in progress and those that have been. */
@Path("Accounts/{account}/Calls")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class CallsResource {

  private static final int NOT_IN_PROGRESS = 21220;

  /** In this time the database knows what has just happened, unless it is away. */
  private static final Duration SOON = Duration.ofSeconds(2);

  @Inject Visit visit;
  @Inject CallHistory history;
  @Inject Belongings belongings;
  @Inject CallerNumbers callerNumbers;

  /** A page of the calls that the filters leave. */
  @GET
  public Response list() {
    Paging paging = visit.paging();
    return Response.ok(
            paging
                .show(
                    "calls",
                    "Calls",
                    history.list(visit.account(), filter(), paging.range()),
                    CallHistory::placeOf,
                    CallForm::show)
                .like(() -> CallForm.sample(visit.account())))
        .build();
  }

  private CallFilter filter() {
    return new CallFilter(
        visit.query("From"),
        visit.query("To"),
        visit.query("Status"),
        visit
            .query("ParentCallSid")
            .map(it -> {
              if (!Sid.isOne("CA", it)) {
                throw RestFailure.invalid(20422, "ParentCallSid must be the SID of a call");
              }
              return new Sid(it);
            }),
        Periods.of("StartTime", visit.query()),
        Periods.of("EndTime", visit.query()));
  }

  /** One call. */
  @GET
  @Path("{sid}")
  public Response fetch(@PathParam("sid") String sid) {
    CallRecord call = existing(sid);
    return Conditional.answer(visit, call.version(), call.updated(), CallForm.show(call));
  }

  /** Places a call. */
  @POST
  public Response create(String body) {
    Calls.Order order =
        new CallOrder(Parameters.of(body), belongings, callerNumbers, visit.account()).place();
    Calls calls =
        history
            .alive()
            .orElseThrow(() -> new RestFailure(503, 20503, "This server places no calls"));
    return Response.status(Response.Status.CREATED)
        .entity(CallForm.show(Placed.by(calls, order)))
        .build();
  }

  /** Gives a live call other instructions, changes what holds beside them, or ends it. */
  @POST
  @Path("{sid}")
  public Response update(@PathParam("sid") String sid, String body) {
    Parameters parameters = Parameters.of(body);
    CallRecord call = existing(sid);
    CallOrder order = new CallOrder(parameters, belongings, callerNumbers, visit.account());
    VoiceSettings instructions = order.instructions();
    Calls.Adjustment adjustment = order.adjustment();
    Optional<String> status = parameters.filled("Status");
    if (status.isPresent()) {
      return Response.ok(CallForm.show(end(call, status.get()))).build();
    }
    boolean redirects = instructions.start().isPresent() || instructions.document().isPresent();
    if (!redirects && adjustment.isEmpty()) {
      throw RestFailure.invalid(
          21205, "One of Url, Twiml, Status, TimeLimit and StatusCallback is required");
    }
    Sid live = call.facts().sid();
    CallRecord changed =
        history
            .alive()
            .flatMap(
                it -> redirects ? it.redirect(live, instructions) : it.adjust(live, adjustment))
            .orElseThrow(() -> notInProgress(call));
    if (redirects && !adjustment.isEmpty()) {
      history.alive().ifPresent(it -> it.adjust(live, adjustment));
    }
    return Response.ok(CallForm.show(changed)).build();
  }

  private CallRecord end(CallRecord call, String status) {
    if (!status.equals("completed") && !status.equals("canceled")) {
      throw RestFailure.invalid(20422, "Status must be completed or canceled");
    }
    if (status.equals("canceled") && call.answered().isPresent() && call.ended().isEmpty()) {
      throw RestFailure.invalid(
          NOT_IN_PROGRESS, "A call that has been answered is ended by Status=completed");
    }
    return history
        .alive()
        .flatMap(it -> it.end(call.facts().sid()))
        .orElseGet(() -> {
          // To end what has ended is no mistake
          return history
              .find(visit.account(), call.facts().sid())
              .filter(it -> it.ended().isPresent())
              .orElseThrow(() -> notInProgress(call));
        });
  }

  private RestFailure notInProgress(CallRecord call) {
    Optional<String> node = history.nodeOf(call);
    if (node.isPresent()) {
      return new RestFailure(
          409,
          20409,
          "Call " + call.facts().sid() + " is on node " + node.get() + ": ask it there");
    }
    return RestFailure.invalid(
        NOT_IN_PROGRESS, "Call " + call.facts().sid() + " is not in-progress. Cannot redirect.");
  }

  /** The twin of {@link #update}. */
  @PUT
  @Path("{sid}")
  public Response put(@PathParam("sid") String sid, String body) {
    return update(sid, body);
  }

  /** Removes the record of a call that has ended, and what its application was asked. */
  @DELETE
  @Path("{sid}")
  public Response remove(@PathParam("sid") String sid) {
    CallRecord call = existing(sid);
    if (call.ended().isEmpty()) {
      throw new RestFailure(409, 20409, "A call can be removed once it has ended");
    }
    if (!history.isWritten(call.facts().sid(), SOON)) {
      throw new RestFailure(409, 20409, "The record of the call is still being written");
    }
    history.remove(visit.account(), call.facts().sid());
    return Response.noContent().build();
  }

  private CallRecord existing(String sid) {
    if (!Sid.isOne("CA", sid)) {
      throw RestFailure.notFound(visit.path());
    }
    return history
        .find(visit.account(), new Sid(sid))
        .orElseThrow(() -> RestFailure.notFound(visit.path()));
  }
}
