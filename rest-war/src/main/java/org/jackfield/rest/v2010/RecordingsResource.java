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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jackfield.account.Belongings;
import org.jackfield.account.CallHistory;
import org.jackfield.account.Condition;
import org.jackfield.account.Place;
import org.jackfield.account.RecordingArchive;
import org.jackfield.account.RecordingEntry;
import org.jackfield.account.RecordingState;
import org.jackfield.call.Calls.RecordingChange;
import org.jackfield.call.Calls.RecordingOrder;
import org.jackfield.call.Sid;
import org.jackfield.media.RecordingLibrary;
import org.jackfield.rest.Conditional;
import org.jackfield.rest.Form;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Parameters;
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

  /** Stands for the recording of a call that was begun last. */
  private static final String CURRENT = "Twilio.CURRENT";

  private static final int NOT_ELIGIBLE = 21220;
  private static final String WAV = ".wav";
  private static final String MP3 = ".mp3";

  /** In this time the database knows what has just happened, unless it is away. */
  private static final Duration SOON = Duration.ofSeconds(2);

  @Inject Visit visit;
  @Inject Belongings belongings;
  @Inject CallHistory history;
  @Inject RecordingLibrary library;
  @Inject RecordingArchive archive;

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
    // No call has that name, and no conference has a recording of its own here
    visit.query("ConferenceSid").ifPresent(sid -> conditions.add(Condition.is("callSid", sid)));
    Periods.of("DateCreated", visit.query()).addTo(conditions, "created");
    Paging paging = visit.paging();
    return Response.ok(
            paging
                .show(
                    "recordings",
                    "Recordings",
                    belongings.list(
                        RecordingEntry.class, visit.account(), conditions, paging.range()),
                    Place::of,
                    this::show)
                .like(() -> show(sample())))
        .build();
  }

  private RecordingEntry sample() {
    return new RecordingEntry(
        new RecordingState(
            Sid.random("RE"),
            visit.account(),
            Sid.random("CA"),
            "",
            1,
            "both",
            Instant.EPOCH,
            RecordingState.COMPLETED,
            Optional.empty()));
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

  /** Nobody transcribes here, and nobody sells anything: an empty page. */
  @GET
  @Path("{sid}/{name:AddOnResults|Transcriptions}")
  public Response nothing(@PathParam("sid") String sid, @PathParam("name") String name) {
    existing(sid);
    String json = name.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return Response.ok(visit.paging().showAll(json, name, List.of())).build();
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
    } catch (RecordingLibrary.TooManyAtOnce late) {
      throw new RestFailure(503, 20503, String.valueOf(late.getMessage()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Begins to record a live call, beside whatever is recorded of it (P1.59). */
  @POST
  public Response record(String body) {
    Sid live = live("GET, HEAD, OPTIONS");
    RecordingOrder order = RecordingWish.read(Parameters.of(body), false);
    Sid begun =
        history
            .alive()
            .flatMap(calls -> calls.record(live, order))
            .orElseThrow(() ->
                RestFailure.invalid(
                    NOT_ELIGIBLE,
                    "Call " + live + " is not in-progress, or recorded often enough already"));
    return Response.status(Response.Status.CREATED).entity(show(existing(begun.value()))).build();
  }

  /** Pauses, continues or ends one that is made of a live call. */
  @POST
  @Path("{sid}")
  public Response change(@PathParam("sid") String sid, String body) {
    Sid live = live("GET, HEAD, DELETE, OPTIONS");
    Optional<Sid> named = sid.equals(CURRENT) ? Optional.empty() : Optional.of(existing(sid).sid());
    RecordingChange change = RecordingWish.change(Parameters.of(body));
    Sid changed =
        history
            .alive()
            .flatMap(calls -> calls.change(live, named, change))
            .orElseThrow(() ->
                RestFailure.invalid(
                    NOT_ELIGIBLE, "Call " + live + " has no such recording in progress"));
    return Response.ok(show(existing(changed.value()))).build();
  }

  /** The twin of {@link #change}. */
  @PUT
  @Path("{sid}")
  public Response put(@PathParam("sid") String sid, String body) {
    return change(sid, body);
  }

  /** The call in the path; recordings of an account as such are not begun by anybody. */
  private Sid live(String allowedElsewhere) {
    if (call.isEmpty()) {
      throw RestFailure.notAllowed(
          "A recording is begun and changed below its call", allowedElsewhere);
    }
    conditions();
    return new Sid(call.substring(CALLS.length()));
  }

  /** Removes one for good, with its sound. */
  @DELETE
  @Path("{sid}")
  public Response remove(@PathParam("sid") String sid) {
    RecordingEntry recording = existing(sid);
    if (recording.status().equals(RecordingState.IN_PROGRESS)
        || recording.status().equals(RecordingState.PAUSED)) {
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

  /** What is being made, or was done just now, is told from memory: the database may be away. */
  private RecordingEntry existing(String sid) {
    if (!Sid.isOne("RE", sid)) {
      throw RestFailure.notFound(visit.path());
    }
    List<Condition> conditions = conditions();
    return archive
        .latest(visit.account(), new Sid(sid))
        .or(() -> {
          library.settle(SOON);
          return belongings.find(RecordingEntry.class, visit.account(), sid);
        })
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

  /** Where it is of a call, it is shown as a part of that. */
  private Representation show(RecordingEntry recording) {
    Sid account = recording.accountSid();
    String sid = recording.sid().value();
    Representation shown = common(recording);
    if (!call.isEmpty()) {
      return shown
          .with("track", recording.track())
          .with("uri", Uris.of(account, "Calls", recording.call().value(), "Recordings", sid));
    }
    return shown
        .with("media_url", library.address(account.value(), sid))
        .with("uri", Uris.of(account, "Recordings", sid))
        .with(
            "subresource_uris",
            new Representation("SubresourceUris")
                .with("transcriptions", Uris.of(account, "Recordings", sid, "Transcriptions"))
                .with("add_on_results", Uris.of(account, "Recordings", sid, "AddOnResults")));
  }

  private static Representation common(RecordingEntry recording) {
    return new Representation("Recording")
        .with("sid", recording.sid().value())
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
        .withNothing("encryption_details");
  }
}
