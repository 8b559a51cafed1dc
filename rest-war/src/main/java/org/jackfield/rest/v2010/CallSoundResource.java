package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jackfield.account.CallHistory;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallSound;
import org.jackfield.call.Sid;
import org.jackfield.rest.Form;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;

/** How the sound of a call went that is over. */
@Path("Accounts/{account}/Calls/{call}/Sound")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class CallSoundResource {

  @Inject Visit visit;
  @Inject CallHistory history;

  @PathParam("call")
  String call = "";

  /** Not found while the call goes on, and where there was none. */
  @GET
  public Response fetch() {
    if (!Sid.isOne("CA", call)) {
      throw RestFailure.notFound(visit.path());
    }
    return history
        .find(visit.account(), new Sid(call))
        .flatMap(CallRecord::sound)
        .map(sound -> Response.ok(show(sound)).build())
        .orElseThrow(() -> RestFailure.notFound(visit.path()));
  }

  private Representation show(CallSound sound) {
    return new Representation("Sound")
        .with("account_sid", visit.account().value())
        .with("call_sid", call)
        .with("sent", sound.sent())
        .with("received", sound.received())
        .with("lost", sound.lost())
        .with("late", sound.late())
        .with("concealed", sound.concealed())
        .with("jitter", millis(sound.jitterMillis()))
        .with("round_trip", millis(sound.roundTripMillis()))
        .with("mean_opinion_score", String.format(Locale.ROOT, "%.2f", sound.meanOpinionScore()));
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
