package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.jackfield.system.Await;
import org.jackfield.system.call.WebApplication.Request;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.junit.jupiter.api.Test;

/** A real call for each form of Dial: what both phones hear, and what the application is told. */
class DialIT extends RealCalls {

  @Test
  void connectsTwoWhoHearEachOtherAndRecordsThemApart() throws Exception {
    Dialog call =
        begin(
            "<Dial action=\"/done.xml\" answerOnBridge=\"true\" record=\"record-from-answer-dual\">"
                + "<Sip statusCallback=\"/status.xml\""
                + " statusCallbackEvent=\"initiated ringing answered completed\">%s</Sip></Dial>"
                    .formatted(other.phone().uri()));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Dialog called = other.phone().awaits("INVITE");
    called.answer(180);
    called.answer(200, other.sdp());
    called.expect("ACK");
    other.speaksTo(called.request().body());
    Message ok = call.expect(200, invite);
    call.ack(ok);
    caller.speaksTo(ok.body());

    // The two are connected a moment after the answer
    Await.until(
        "each hears the other",
        Duration.ofSeconds(30),
        () -> {
          if (caller.hasSaidAll() && other.hasSaidAll()) {
            caller.says(HIGH);
            other.says(LOW);
          }
          return Wav.found(HIGH, other.heard()) > 0.99 && Wav.found(LOW, caller.heard()) > 0.99;
        });
    called.expect(200, called.send("BYE"));
    Request done = application.await("done.xml");
    assertThat(done.parameter("DialCallStatus")).isEqualTo("completed");
    assertThat(done.parameter("DialBridged")).isEqualTo("true");
    short[] both = Wav.samples(fetch(done.parameter("RecordingUrl")));
    assertThat(Wav.found(middle(HIGH), channel(both, 0))).as("the caller").isGreaterThan(0.99);
    assertThat(Wav.found(middle(LOW), channel(both, 1))).as("the called").isGreaterThan(0.99);
    ended(call);
    Await.until("all is told", () -> told().size() == 4);
    assertThat(told())
        .extracting(r -> r.parameter("CallStatus") + " " + r.parameter("SequenceNumber"))
        .containsExactly("initiated 0", "ringing 1", "in-progress 2", "completed 3");
    assertThat(told().getFirst().parameter("ParentCallSid"))
        .isEqualTo(application.await("start.xml").parameter("CallSid"));
  }

  /** The other phone answers, and both speak. */
  private Dialog connected(Message invite, Dialog call) {
    Dialog called = other.phone().awaits("INVITE");
    called.answer(200, other.sdp());
    called.expect("ACK");
    other.speaksTo(called.request().body());
    Message ok = call.expect(200, invite);
    call.ack(ok);
    caller.speaksTo(ok.body());
    return called;
  }

  private String dial(String attributes) {
    return "<Dial action=\"/done.xml\" %s><Sip>%s</Sip></Dial>"
        .formatted(attributes, other.phone().uri());
  }

  @Test
  void recordsBothInOneChannelAndTellsWhenItBeginsAndEnds() throws Exception {
    Dialog call =
        begin(
            dial(
                "answerOnBridge=\"true\" record=\"record-from-answer\""
                    + " recordingStatusCallback=\"/status.xml\""
                    + " recordingStatusCallbackEvent=\"in-progress completed\""));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Dialog called = connected(invite, call);
    Await.until("the recording has begun", () -> told().size() == 1);

    caller.says(HIGH);
    Await.until("the other heard it", () -> Wav.found(HIGH, other.heard()) > 0.99);
    other.says(LOW);
    Await.until("the caller heard it", () -> Wav.found(LOW, caller.heard()) > 0.99);
    called.expect(200, called.send("BYE"));

    Request done = application.await("done.xml");
    short[] both = Wav.samples(fetch(done.parameter("RecordingUrl")));
    assertThat(place(LOW, both)).as("one after the other").isGreaterThan(place(HIGH, both));
    ended(call);
    Await.until("its end is told", () -> told().size() == 2);
    assertThat(told())
        .extracting(r -> r.parameter("RecordingStatus") + " " + r.parameter("RecordingChannels"))
        .containsExactly("in-progress 1", "completed 1");
    assertThat(told().getLast().parameter("RecordingSource")).isEqualTo("DialVerb");
    assertThat(told().getLast().parameter("RecordingUrl"))
        .isEqualTo(done.parameter("RecordingUrl"));
  }

  /** The ringing is in it: it is what the caller hears, the right channel. */
  @Test
  void recordsFromTheRingingOnEachInAChannel() throws Exception {
    Dialog call = begin(dial("record=\"record-from-ringing-dual\" ringTone=\"us\""));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Message ok = call.expect(200, invite);
    call.ack(ok);
    caller.speaksTo(ok.body());
    Dialog called = other.phone().awaits("INVITE");
    called.answer(180);
    // Every 6 s for 2 s: the first may be over when the recording begins
    Await.until(
        "it has rung twice",
        Duration.ofSeconds(20),
        () -> caller.heard().length > 8 * Wav.RATE && Wav.loudness(caller.heard()) > 500);
    called.answer(200, other.sdp());
    called.expect("ACK");
    other.speaksTo(called.request().body());
    // The two are connected a moment after the answer
    Await.until(
        "the other hears the caller",
        Duration.ofSeconds(30),
        () -> {
          if (caller.hasSaidAll()) {
            caller.says(HIGH);
          }
          return Wav.found(HIGH, other.heard()) > 0.99;
        });
    called.expect(200, called.send("BYE"));

    short[] both = Wav.samples(fetch(application.await("done.xml").parameter("RecordingUrl")));
    short[] callers = channel(both, 0);
    int answered = place(HIGH, callers);
    assertThat(Wav.loudness(Arrays.copyOf(channel(both, 1), answered)))
        .as("the ringing, which the caller heard before the answer")
        .isGreaterThan(300);
    ended(call);
  }

  @Test
  void callsOneAfterTheOther() throws Exception {
    try (SpeakingPhone first = SpeakingPhone.at(server)) {
      Dialog call =
          begin(
              "<Dial action=\"/done.xml\" sequential=\"true\" answerOnBridge=\"true\">"
                  + "<Sip>%s</Sip><Sip>%s</Sip></Dial>"
                      .formatted(first.phone().uri(), other.phone().uri()));
      Message invite = call.send("INVITE", caller.sdp());
      call.expect(180, invite);
      Dialog busy = first.phone().awaits("INVITE");
      assertThat(other.phone().unread()).as("not at once").isEmpty();
      busy.answer(486);

      Dialog called = connected(invite, call);

      called.expect(200, called.send("BYE"));
      Request done = application.await("done.xml");
      assertThat(done.parameter("DialCallStatus")).isEqualTo("completed");
      assertThat(done.parameter("DialSipCallId")).isEqualTo(called.callId());
      ended(call);
    }
  }

  @Test
  void hangsUpOnTheOtherWhenTheCallerWantsItAndGoesOn() throws Exception {
    Dialog call = begin(dial("hangupOnStar=\"true\" answerOnBridge=\"true\""));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Dialog called = connected(invite, call);

    caller.presses("*");

    called.answer(called.expect("BYE"), 200);
    assertThat(application.await("done.xml").parameter("DialCallStatus")).isEqualTo("completed");
    ended(call);
  }

  @Test
  void endsWhatHasLastedAsLongAsItMay() throws Exception {
    Dialog call = begin(dial("timeLimit=\"2\" answerOnBridge=\"true\""));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Dialog called = connected(invite, call);

    called.answer(called.expect("BYE"), 200);

    Request done = application.await("done.xml");
    assertThat(done.parameter("DialCallStatus")).isEqualTo("completed");
    assertThat(done.parameter("DialCallDuration")).isIn("2", "3");
    ended(call);
  }

  @Test
  void givesUpOnAPhoneThatNobodyTakes() throws Exception {
    Dialog call = begin(dial("timeout=\"5\" answerOnBridge=\"true\""));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Dialog called = other.phone().awaits("INVITE");
    called.answer(180);

    called.answer(called.expect("CANCEL"), 200);
    called.answer(487);

    assertThat(application.await("done.xml").parameter("DialCallStatus")).isEqualTo("no-answer");
    Message ok = call.expect(200, invite);
    call.ack(ok);
    ended(call);
  }

  @Test
  void letsTheRingToneOfTheChosenCountryBeHeardUntilTheCallerGivesUp() throws Exception {
    short[] german = Wav.sweep(425, 425, 0.8);
    Dialog call = begin(dial("ringTone=\"de\""));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Message ok = call.expect(200, invite);
    call.ack(ok);
    caller.speaksTo(ok.body());
    Dialog called = other.phone().awaits("INVITE");
    called.answer(180);

    Await.until("it rings", () -> Wav.found(german, caller.heard()) > 0.99);
    hangUp(call);
    called.answer(called.expect("CANCEL"), 200);
    called.answer(487);

    Request done = application.await("done.xml");
    assertThat(done.parameter("DialCallStatus")).isEqualTo("canceled");
    assertThat(done.parameter("DialBridged")).isEqualTo("false");
    assertThat(done.parameter("DialSipCallId")).isEqualTo(called.callId());
  }

  @Test
  void tellsHowLongTheTwoTalkedAlsoWhereTheCallerHangsUpFirst() throws Exception {
    Dialog call = begin(dial("answerOnBridge=\"true\""));
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Dialog called = connected(invite, call);
    Await.until(
        "the other heard it",
        Duration.ofSeconds(30),
        () -> {
          if (caller.hasSaidAll()) {
            caller.says(HIGH);
          }
          return Wav.found(HIGH, other.heard()) > 0.99;
        });

    hangUp(call);
    called.answer(called.expect("BYE"), 200);

    Request done = application.await("done.xml");
    assertThat(done.parameter("DialCallStatus")).isEqualTo("completed");
    assertThat(done.parameter("DialSipCallId")).isEqualTo(called.callId());
    assertThat(Integer.parseInt(done.parameter("DialCallDuration"))).isBetween(1, 60);
  }

  @Test
  void asksACalledPartyBeforeItIsConnected() throws Exception {
    application.with(
        "screen.xml",
        "<Response><Gather numDigits=\"1\" action=\"/accept.xml\" timeout=\"20\"/>"
            + "<Hangup/></Response>");
    application.with("accept.xml", "<Response/>");
    Dialog call =
        begin(
            "<Dial action=\"/done.xml\" answerOnBridge=\"true\"><Sip url=\"/screen.xml\">%s</Sip>"
                    .formatted(other.phone().uri())
                + "</Dial>");
    Message invite = call.send("INVITE", caller.sdp());
    call.expect(180, invite);
    Dialog called = other.phone().awaits("INVITE");
    called.answer(200, other.sdp());
    called.expect("ACK");
    other.speaksTo(called.request().body());
    application.await("screen.xml");

    Await.until(
        "the key is taken",
        () -> {
          other.presses("1");
          return application.wasAskedFor("accept.xml");
        });

    Message ok = call.expect(200, invite);
    call.ack(ok);
    hangUp(call);
    called.answer(called.expect("BYE"), 200);
  }
}
