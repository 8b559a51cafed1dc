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
import java.util.Optional;
import org.jackfield.account.Belongings;
import org.jackfield.account.CallEntry;
import org.jackfield.account.CallFilter;
import org.jackfield.account.CallHistory;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRefused;
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

  @Inject Visit visit;
  @Inject CallHistory history;
  @Inject Belongings belongings;

  /** A page of the calls that the filters leave. */
  @GET
  public Response list() {
    Paging paging = visit.paging();
    return Response.ok(
            paging.show(
                "calls",
                "Calls",
                history.list(visit.account(), filter(), paging.range()),
                CallHistory::placeOf,
                CallForm::show))
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
    Calls.Order order = new CallOrder(Parameters.of(body), belongings, visit.account()).place();
    Calls calls =
        history
            .alive()
            .orElseThrow(() -> new RestFailure(503, 20503, "This server places no calls"));
    try {
      return Response.status(Response.Status.CREATED)
          .entity(CallForm.show(calls.place(order)))
          .build();
    } catch (CallRefused refused) {
      throw RestFailure.invalid(
          refused.code(), Optional.ofNullable(refused.getMessage()).orElse("Refused"));
    }
  }

  /** Gives a live call other instructions, or ends it. */
  @POST
  @Path("{sid}")
  public Response update(@PathParam("sid") String sid, String body) {
    Parameters parameters = Parameters.of(body);
    CallRecord call = existing(sid);
    VoiceSettings instructions =
        new CallOrder(parameters, belongings, visit.account()).instructions();
    Optional<String> status = parameters.filled("Status");
    if (status.isPresent()) {
      return Response.ok(CallForm.show(end(call, status.get()))).build();
    }
    if (instructions.start().isEmpty() && instructions.document().isEmpty()) {
      throw RestFailure.invalid(21205, "One of Url, Twiml and Status is required");
    }
    return Response.ok(
            CallForm.show(
                history
                    .alive()
                    .flatMap(it -> it.redirect(call.facts().sid(), instructions))
                    .orElseThrow(() -> notInProgress(call))))
        .build();
  }

  private CallRecord end(CallRecord call, String status) {
    if (!status.equals("completed") && !status.equals("canceled")) {
      throw RestFailure.invalid(21218, "Status must be completed or canceled");
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

  private static RestFailure notInProgress(CallRecord call) {
    return RestFailure.invalid(
        NOT_IN_PROGRESS, "Call " + call.facts().sid() + " is not in-progress. Cannot redirect.");
  }

  /** The twin of {@link #update}. */
  @PUT
  @Path("{sid}")
  public Response put(@PathParam("sid") String sid, String body) {
    return update(sid, body);
  }

  /** Removes the record of a call that has ended. */
  @DELETE
  @Path("{sid}")
  public Response remove(@PathParam("sid") String sid) {
    CallRecord call = existing(sid);
    if (call.ended().isEmpty()) {
      throw new RestFailure(409, 20409, "A call can be removed once it has ended");
    }
    belongings.remove(CallEntry.class, visit.account(), sid);
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
