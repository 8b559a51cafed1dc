package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.account.Belongings;
import org.jackfield.account.CallHistory;
import org.jackfield.account.Condition;
import org.jackfield.account.Place;
import org.jackfield.account.RecordingEntry;
import org.jackfield.call.Sid;
import org.jackfield.rest.Conditional;
import org.jackfield.rest.Form;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Periods;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;

/** Recordings: of an account, or of one call. */
@Path("Accounts/{account}{call:(/Calls/[^/]+)?}/Recordings")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class RecordingsResource {

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
    visit.query("CallSid").ifPresent(sid -> conditions.add(Condition.is("callSid", sid)));
    Periods.of("DateCreated", visit.query()).addTo(conditions, "created");
    Paging paging = visit.paging();
    return Response.ok(
            paging.show(
                "recordings",
                "Recordings",
                belongings.list(RecordingEntry.class, visit.account(), conditions, paging.range()),
                Place::of,
                RecordingsResource::show))
        .build();
  }

  /** What is known of one. */
  @GET
  @Path("{sid}")
  public Response fetch(@PathParam("sid") String sid) {
    RecordingEntry recording = existing(sid);
    return Conditional.answer(visit, recording.version(), recording.updated(), show(recording));
  }

  /** Removes one. */
  @DELETE
  @Path("{sid}")
  public Response remove(@PathParam("sid") String sid) {
    existing(sid);
    belongings.remove(RecordingEntry.class, visit.account(), sid);
    return Response.noContent().build();
  }

  private RecordingEntry existing(String sid) {
    List<Condition> conditions = conditions();
    return belongings
        .find(RecordingEntry.class, visit.account(), sid)
        .filter(it -> conditions.isEmpty() || call.equals(CALLS + it.call()))
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

  private static Representation show(RecordingEntry recording) {
    String sid = recording.sid().value();
    return new Representation("Recording")
        .with("sid", sid)
        .with("account_sid", recording.accountSid().value())
        .with("api_version", CallApi.VERSION)
        .with("call_sid", recording.call().value())
        .withNothing("conference_sid")
        .with("channels", recording.channels())
        .with("date_created", recording.created())
        .with("date_updated", recording.updated())
        .with("start_time", recording.started())
        .withDuration("duration", recording.duration())
        .withNothing("price")
        .with("price_unit", "USD")
        .with("source", recording.source())
        .with("status", recording.status())
        .withNothing("error_code")
        .withNothing("encryption_details")
        .with("track", recording.track())
        .with("media_url", Uris.account(recording.accountSid()) + "/Recordings/" + sid)
        .with("uri", Uris.of(recording.accountSid(), "Recordings", sid))
        .with(
            "subresource_uris",
            new Representation("SubresourceUris")
                .with(
                    "transcriptions",
                    Uris.of(recording.accountSid(), "Recordings", sid, "Transcriptions")));
  }
}
