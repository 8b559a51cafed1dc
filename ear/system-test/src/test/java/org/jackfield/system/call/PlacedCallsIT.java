package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.system.Await;
import org.jackfield.system.call.WebApplication.Request;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.junit.jupiter.api.Test;

/** Real calls that the API places, records, changes and ends. */
class PlacedCallsIT extends RealCalls {

  private static final String ENGLISH = "+442079460123";

  @Test
  void placesACallWithKeysAndADocumentOfItsOwnAndTellsHowItGoes() throws Exception {
    server.post(
        "Calls.json",
        Map.of(
            "To",
            other.phone().uri() + "?X-Ticket=9",
            "From",
            number,
            "Twiml",
            "<Response><Play>%s</Play></Response>".formatted(application.address("low.wav")),
            "SendDigits",
            "12",
            "StatusCallback",
            application.address("status.xml"),
            "StatusCallbackEvent",
            "completed"));
    Dialog called = other.phone().awaits("INVITE");
    assertThat(called.request().header("X-Ticket")).isEqualTo("9");
    assertThat(called.request().requestUri()).doesNotContain("X-Ticket");
    called.answer(200, other.sdp());
    called.expect("ACK");
    other.speaksTo(called.request().body());

    called.answer(called.expect("BYE"), 200);

    assertThat(other.keys()).isEqualTo("12");
    assertThat(Wav.found(middle(LOW), other.heard())).isGreaterThan(0.99);
    Request told = application.await("status.xml");
    assertThat(told.parameter("CallStatus")).isEqualTo("completed");
    assertThat(told.parameter("Direction")).isEqualTo("outbound-api");
    assertThat(Integer.parseInt(told.parameter("CallDuration"))).isBetween(2, 6);
  }

  private String place(String... more) throws Exception {
    Map<String, String> form = new HashMap<>();
    form.put("To", other.phone().uri());
    form.put("From", ENGLISH);
    form.put("Url", application.address("start.xml"));
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i], more[i + 1]);
    }
    String made = server.post("Calls.json", form).body();
    String sid = made.replaceAll("(?s).*\"sid\":\"(CA[0-9a-f]{32})\".*", "$1");
    assertThat(sid).as(made).startsWith("CA");
    return sid;
  }

  private Dialog taken() {
    Dialog called = other.phone().awaits("INVITE");
    called.answer(200, other.sdp());
    called.expect("ACK");
    other.speaksTo(called.request().body());
    return called;
  }

  /** FEATURES 2.3 and 1.4. */
  @Test
  void recordsTheWholeCall() throws Exception {
    application
        .with("start.xml", "<Response><Play>/low.wav</Play><Gather timeout=\"60\"/></Response>")
        .with("ended.xml", "");
    String sid =
        place(
            "Record", "true",
            "RecordingChannels", "dual",
            "RecordingStatusCallback", application.address("status.xml"),
            "RecordingStatusCallbackEvent", "in-progress completed",
            "Trim", "do-not-trim",
            "StatusCallback", application.address("ended.xml"));
    Dialog called = taken();
    other.says(HIGH);
    Await.until(
        "both were heard", () -> other.hasSaidAll() && Wav.found(LOW, other.heard()) > 0.99);
    assertThat(server.get("Calls/" + sid + "/Recordings.json").body())
        .contains("\"in-progress\"", "\"OutboundAPI\"");
    called.expect(200, called.send("BYE"));

    Await.until("both are told", () -> told().size() == 2);
    assertThat(told())
        .extracting(r -> r.parameter("RecordingStatus"))
        .containsExactly("in-progress", "completed");
    Request told = told().getLast();
    assertThat(told.parameter("CallSid")).isEqualTo(sid);
    assertThat(told.parameter("RecordingSource")).isEqualTo("OutboundAPI");
    assertThat(told.parameter("RecordingChannels")).isEqualTo("2");
    assertThat(told.parameter("RecordingTrack")).isEqualTo("both");
    short[] both = Wav.samples(fetch(told.parameter("RecordingUrl")));
    assertThat(Wav.found(middle(HIGH), channel(both, 0))).as("the called").isGreaterThan(0.99);
    assertThat(Wav.found(middle(LOW), channel(both, 1))).as("what it heard").isGreaterThan(0.99);
    Request ended = application.await("ended.xml");
    assertThat(ended.parameter("CallStatus")).isEqualTo("completed");
    assertThat(ended.parameter("RecordingSid")).isEqualTo(told.parameter("RecordingSid"));
    assertThat(ended.parameter("RecordingUrl")).isEqualTo(told.parameter("RecordingUrl"));
    assertThat(ended.parameter("FromCountry")).isEqualTo("GB");
    assertThat(ended.body()).contains("FromCity=&", "ToCountry=&");
    Await.until(
        "it is found under the call",
        () ->
            server
                .get("Calls/" + sid + "/Recordings.json")
                .body()
                .contains("\"status\":\"completed\""));
    assertThat(server.get("Calls/" + sid + "/Recordings.json").body())
        .contains(told.parameter("RecordingSid"));
  }

  @Test
  void recordsWhatThePhoneHearsAlone() throws Exception {
    application.with("start.xml", "<Response><Play>/low.wav</Play></Response>");
    place(
        "Record", "true",
        "RecordingTrack", "outbound",
        "RecordingStatusCallback", application.address("status.xml"));
    Dialog called = taken();
    other.says(HIGH);

    called.answer(called.expect("BYE"), 200);

    Request told = application.await("status.xml");
    assertThat(told.parameter("RecordingTrack")).isEqualTo("outbound");
    short[] heard = Wav.samples(fetch(told.parameter("RecordingUrl")));
    assertThat(Wav.found(middle(LOW), heard)).isGreaterThan(0.99);
  }

  /** What the API asks of a live call is done within 300 ms (P1.42). */
  @Test
  void doesWithin300MillisecondsWhatTheApiAsks() throws Exception {
    application.with("start.xml", "<Response><Gather timeout=\"60\"/></Response>");
    String sid = place();
    Dialog called = taken();
    application.await("start.xml");
    long[] took = new long[9];
    for (int i = 0; i < took.length; i++) {
      String next = "next-" + i + ".xml";
      application.with(next, "<Response><Gather timeout=\"60\"/></Response>");
      String address = application.address(next);
      Map<String, String> wish =
          i % 2 == 0
              ? Map.of("Url", address)
              : Map.of("Twiml", "<Response><Redirect>" + address + "</Redirect></Response>");
      long asked = System.currentTimeMillis();
      assertThat(server.post("Calls/" + sid + ".json", wish).statusCode()).isEqualTo(200);
      took[i] = application.await(next).at() - asked;
    }
    Arrays.sort(took);
    // The usual one: a machine that does other things as well may be late once
    assertThat(took[took.length / 2]).as("ms: " + Arrays.toString(took)).isLessThan(300);

    endedByTheApi(sid, called);
  }

  /** The same, for the end of it. */
  @Test
  void hangsUpSoonAfterTheApiWasAsked() throws Exception {
    application.with("start.xml", "<Response><Gather timeout=\"60\"/></Response>");
    long[] took = new long[3];
    for (int i = 0; i < took.length; i++) {
      String sid = place();
      Dialog called = taken();
      server.awaitCall(sid, "in-progress");
      took[i] = endedByTheApi(sid, called);
    }
    Arrays.sort(took);
    assertThat(took[took.length / 2]).as("ms: " + Arrays.toString(took)).isLessThan(600);
  }

  private long endedByTheApi(String sid, Dialog called) throws Exception {
    long asked = System.nanoTime();
    server.post("Calls/" + sid + ".json", Map.of("Status", "completed"));
    Message bye = called.expect("BYE");
    long took = (System.nanoTime() - asked) / 1_000_000;
    called.answer(bye, 200);
    server.awaitCall(sid, "completed");
    return took;
  }

  /** RFC 3261 section 9.1: a 100 is enough to be cancelled. */
  @Test
  void cancelsAPhoneThatHasOnlySaidThatItTries() throws Exception {
    String sid = place();
    Dialog called = other.phone().awaits("INVITE");
    called.answer(100);

    server.post("Calls/" + sid + ".json", Map.of("Status", "canceled"));

    called.answer(called.expect("CANCEL"), 200);
    called.answer(487);
    called.expect("ACK");
    server.awaitCall(sid, "canceled");
  }

  @Test
  void hangsUpOnAPhoneThatAnswersWhileItIsCancelled() throws Exception {
    String sid = place();
    Dialog called = other.phone().awaits("INVITE");
    called.answer(180);
    server.awaitCall(sid, "ringing");
    server.post("Calls/" + sid + ".json", Map.of("Status", "canceled"));
    Message cancel = called.expect("CANCEL");

    called.answer(200, other.sdp());
    called.answer(cancel, 200);

    called.expect("ACK");
    called.answer(called.expect("BYE"), 200);
    server.awaitCall(sid, "canceled");
  }

  @Test
  void tellsHowACallThatCameInWent() throws Exception {
    application.with("start.xml", "<Response><Gather timeout=\"60\"/></Response>");
    Map<String, String> form = new HashMap<>();
    form.put("PhoneNumber", number);
    form.put("VoiceUrl", application.address("start.xml"));
    form.put("StatusCallback", application.address("status.xml"));
    assertThat(server.post("IncomingPhoneNumbers.json", form).statusCode()).isEqualTo(201);
    Dialog call = caller.phone().dialog(server.sip(number));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    call.ack(call.expect(200, invite));

    hangUp(call);

    Request told = application.await("status.xml");
    assertThat(told.parameter("CallStatus")).isEqualTo("completed");
    assertThat(told.parameter("CallDuration")).isIn("0", "1", "2", "3");
    assertThat(List.of(told.parameter("Direction"), told.parameter("SequenceNumber")))
        .containsExactly("inbound", "0");
  }
}
