package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jackfield.account.Belongings;
import org.jackfield.account.CallHistory;
import org.jackfield.account.Condition;
import org.jackfield.account.Place;
import org.jackfield.account.RecordingEntry;
import org.jackfield.account.RecordingState;
import org.jackfield.call.Sid;
import org.jackfield.media.RecordingLibrary;
import org.jackfield.rest.Conditional;
import org.jackfield.rest.Form;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Periods;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;
import org.jspecify.annotations.Nullable;

/** Recordings: of an account, or of one call. */
@Path("Accounts/{account}{call:(/Calls/[^/]+)?}/Recordings")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class RecordingsResource {

  private static final String CALLS = "/Calls/";
  private static final String WAV = ".wav";
  private static final String MP3 = ".mp3";

  /** In this time the database knows what has just happened, unless it is away. */
  private static final Duration SOON = Duration.ofSeconds(2);

  @Inject Visit visit;
  @Inject Belongings belongings;
  @Inject CallHistory history;
  @Inject RecordingLibrary library;

  @Context @Nullable HttpHeaders headers;
  @Context @Nullable Request request;

  @PathParam("call")
  String call = "";

  /** A page of them. */
  @GET
  public Response list() {
    library.settle(SOON);
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

  /**
   * What is known of one; its sound, also while it grows, where {@code .wav}, {@code .mp3} or no
   * form is asked for, as the dialect has it.
   */
  @GET
  @Path("{sid}")
  public Response fetch(@PathParam("sid") String sid) {
    if (sid.endsWith(MP3)) {
      return sound(sid.substring(0, sid.length() - MP3.length()), RecordingLibrary.Form.MP3);
    }
    if (sid.endsWith(WAV)) {
      return sound(sid.substring(0, sid.length() - WAV.length()), RecordingLibrary.Form.WAV);
    }
    if (visit.path().endsWith(sid) && visit.form() == Form.XML) {
      return sound(sid, RecordingLibrary.Form.WAV);
    }
    RecordingEntry recording = existing(sid);
    return Conditional.answer(visit, recording.version(), recording.updated(), show(recording));
  }

  private Response sound(String sid, RecordingLibrary.Form wanted) {
    // What was announced is in its file, whether the database knows of it yet or not
    if (!call.isEmpty()) {
      existing(sid);
    }
    try {
      RecordingLibrary.Recorded found =
          library
              .open(visit.account().value(), sid, wanted)
              .orElseThrow(() -> RestFailure.notFound(visit.path()));
      return RecordingMedia.answer(found, wanted, headers(), isHead());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Removes one for good, with its sound. */
  @DELETE
  @Path("{sid}")
  public Response remove(@PathParam("sid") String sid) {
    RecordingEntry recording = existing(sid);
    if (recording.status().equals(RecordingState.IN_PROGRESS)) {
      throw new RestFailure(409, 20409, "The recording " + sid + " has not ended yet");
    }
    library.delete(visit.account().value(), sid);
    belongings.remove(RecordingEntry.class, visit.account(), sid);
    return Response.noContent().build();
  }

  private boolean isHead() {
    return request != null && request.getMethod().equals("HEAD");
  }

  private HttpHeaders headers() {
    return Objects.requireNonNull(headers, "headers");
  }

  private RecordingEntry existing(String sid) {
    library.settle(SOON);
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
