package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.call.WebApplication.Request;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.junit.jupiter.api.Test;

/** A real call for each verb but Dial: what the phone hears, and what the application is told. */
class VerbsIT extends RealCalls {

  @Test
  void playsOneAfterAnotherAndPausesBetween() throws Exception {
    Dialog call = call("<Play>/high.wav</Play><Pause length=\"2\"/><Play>/low.wav</Play>");

    ended(call);

    short[] heard = caller.heard();
    int first = place(HIGH, heard);
    int second = place(LOW, heard);
    assertThat((second - first) / (double) Wav.RATE)
        .as("the sound and the pause, in seconds")
        // A second pause or sound would make it 6
        .isBetween(3.8, 5.5);
  }

  @Test
  void tellsHowTheSoundWent() throws Exception {
    Dialog call = call("<Play>/high.wav</Play>");
    ended(call);

    String sid = application.await("start.xml").parameter("CallSid");
    String sound = server.get("Calls/" + sid + "/Sound.json").body();

    Matcher sent = Pattern.compile("\"sent\":\\s*(\\d+)").matcher(sound);
    assertThat(sent.find()).as(sound).isTrue();
    // Two seconds, less what a busy machine left out
    assertThat(Integer.parseInt(sent.group(1))).isBetween(50, 105);
    assertThat(sound).contains("\"lost\"", "\"jitter\"", "\"mean_opinion_score\"");
  }

  @Test
  void pressesKeysTowardsThePhone() throws Exception {
    Dialog call = call("<Play digits=\"12w#\"/><Gather timeout=\"20\"/>");

    Await.until("the keys arrive", () -> caller.keys().equals("12#"));
    hangUp(call);
  }

  @Test
  void gathersKeysOfAPhoneThatHasTelephoneEvents() throws Exception {
    Dialog call =
        call("<Gather action=\"/done.xml\" timeout=\"20\"><Play>/high.wav</Play></Gather>");
    caller.presses("4421#");

    Request done = application.await("done.xml");

    assertThat(done.parameter("Digits")).isEqualTo("4421");
    assertThat(done.parameter("FinishedOnKey")).isEqualTo("#");
    ended(call);
  }

  @Test
  void gathersKeysThatComeBySipInfo() throws Exception {
    Dialog call = call("<Gather action=\"/done.xml\" numDigits=\"2\" timeout=\"20\"/>");

    call.expect(200, call.send("INFO", "Content-Type: application/dtmf-relay", "", "Signal=7\r\n"));
    call.expect(200, call.send("INFO", "Content-Type: application/dtmf", "", "8"));

    assertThat(application.await("done.xml").parameter("Digits")).isEqualTo("78");
    ended(call);
  }

  @Test
  void gathersKeysThatAreOnlySounds() throws Exception {
    Dialog call =
        call(
            "<Gather action=\"/done.xml\" numDigits=\"2\" timeout=\"20\"/>",
            caller.sdpWithoutKeys());

    caller.says(tones(697, 1_477));
    caller.says(Wav.silence(0.2));
    caller.says(tones(941, 1_336));

    assertThat(application.await("done.xml").parameter("Digits")).isEqualTo("30");
    ended(call);
  }

  private static short[] tones(double one, double other) {
    short[] both = new short[Wav.RATE / 5];
    for (int i = 0; i < both.length; i++) {
      double at = 2 * Math.PI * i / Wav.RATE;
      both[i] = (short) (6_000 * (Math.sin(one * at) + Math.sin(other * at)));
    }
    return both;
  }

  @Test
  void recordsWhatThePhoneSays() throws Exception {
    Dialog call =
        call(
            "<Record action=\"/done.xml\" playBeep=\"false\" timeout=\"0\" finishOnKey=\"#\""
                + " recordingStatusCallback=\"/status.xml\""
                + " recordingStatusCallbackEvent=\"in-progress completed\"/>");
    application.await("status.xml");
    caller.says(HIGH);
    caller.says(Wav.silence(0.5));
    Await.until("it was said", () -> caller.hasSaidAll());
    caller.presses("#");

    Request done = application.await("done.xml");

    assertThat(done.parameter("Digits")).isEqualTo("#");
    assertThat(done.parameter("RecordingSid")).matches("RE[0-9a-f]{32}");
    short[] recorded = Wav.samples(fetch(done.parameter("RecordingUrl")));
    assertThat(done.parameter("RecordingDuration"))
        .isEqualTo(String.valueOf(recorded.length / Wav.RATE));
    assertThat(Wav.found(middle(HIGH), recorded)).isGreaterThan(0.99);
    Await.until("both are told", () -> told().size() == 2);
    assertThat(told())
        .extracting(request -> request.parameter("RecordingStatus"))
        .containsExactly("in-progress", "completed");
    assertThat(told().getLast().parameter("RecordingSource")).isEqualTo("RecordVerb");
    ended(call);
  }

  @Test
  void tellsThatThereWasNothingToRecord() throws Exception {
    Dialog call =
        call(
            "<Record action=\"/done.xml\" playBeep=\"false\" timeout=\"1\""
                + " recordingStatusCallback=\"/status.xml\""
                + " recordingStatusCallbackEvent=\"absent\"/>");

    ended(call);

    assertThat(application.await("status.xml").parameter("RecordingStatus")).isEqualTo("absent");
    assertThat(application.wasAskedFor("done.xml")).isFalse();
  }

  @Test
  void goesOnElsewhere() throws Exception {
    application.with("next.xml", "<Response><Play>/low.wav</Play></Response>");
    Dialog call =
        call("<Play>/high.wav</Play><Redirect>/next.xml</Redirect><Play>/high.wav</Play>");

    ended(call);

    short[] heard = caller.heard();
    assertThat(place(LOW, heard)).isGreaterThan(place(HIGH, heard));
    // A third sound would make it 6
    assertThat(heard.length / (double) Wav.RATE).as("nothing after the redirection").isLessThan(6);
  }

  /** FEATURES 1.4: what a call to a SIP domain of ours is told besides. */
  @Test
  void tellsWhichDomainWasCalled() throws Exception {
    application.with("start.xml", "<Response><Reject reason=\"busy\"/></Response>");
    String domain = "office" + number.substring(1) + ".example.com";
    String made =
        server
            .post(
                "SIP/Domains.json",
                Map.of("DomainName", domain, "VoiceUrl", application.address("start.xml")))
            .body();
    PhoneDomain.admit(
        server, made.replaceAll("(?s).*\"sid\":\"(SD[0-9a-f]{32})\".*", "$1"), "127.0.0.1");
    Dialog call = caller.phone().dialog("sip:desk@" + domain);
    Message invite = call.send("INVITE", caller.sdp("X-Ticket: 4"));
    call.expect(180, invite);
    call.expect(486, invite);

    Request first = application.await("start.xml");
    assertThat(first.parameter("To")).isEqualTo("sip:desk@" + domain);
    assertThat(first.parameter("SipDomain")).isEqualTo(domain);
    assertThat(made).contains("\"" + first.parameter("SipDomainSid") + "\"");
    assertThat(first.parameter("SipDomainSid")).startsWith("SD");
    assertThat(first.parameter("SipHeader_X-Ticket")).isEqualTo("4");
    assertThat(first.parameter("SipSourceIp")).isEqualTo("127.0.0.1");
    assertThat(first.parameter("SipCallId")).isEqualTo(call.callId());
  }

  /** P1.24, P1.9: what an action answers need not be a document. */
  @Test
  void playsASoundAndSpeaksATextThatAnActionAnswers() throws Exception {
    application.with("words.txt", "Good bye and thank you for calling.");
    Dialog sounding = call("<Gather numDigits=\"1\" method=\"GET\" action=\"/low.wav\"/>");
    caller.presses("1");
    ended(sounding);
    assertThat(Wav.found(middle(LOW), caller.heard())).isGreaterThan(0.99);

    application.with(
        "start.xml", "<Response><Gather numDigits=\"1\" action=\"/words.txt\"/></Response>");
    try (SpeakingPhone next = SpeakingPhone.at(server)) {
      Dialog spoken = next.phone().dialog(server.sip(number));
      Message invite = spoken.send("INVITE", next.sdp());
      spoken.expect(180, invite);
      Message ok = spoken.expect(200, invite);
      spoken.ack(ok);
      next.speaksTo(ok.body());
      next.presses("1");
      spoken.answer(spoken.expect("BYE"), 200);
      assertThat(next.heard().length / (double) Wav.RATE).as("seconds").isGreaterThan(1.2);
      assertThat(Wav.loudness(next.heard())).isGreaterThan(300);
    }
  }

  /** FEATURES 1.2: the pause is heard, and what is said slowly takes longer. */
  @Test
  void speaksAsTheMarkupWantsIt() throws Exception {
    Dialog call =
        call(
            "<Say>One<break time=\"1500ms\"/>two "
                + "<prosody rate=\"x-slow\">three four five</prosody> "
                + "<emphasis level=\"strong\">six</emphasis></Say>");

    ended(call);

    short[] heard = caller.heard();
    int longest = 0;
    int silent = 0;
    boolean spoken = false;
    for (int at = 0; at + Wav.RATE / 50 <= heard.length; at += Wav.RATE / 50) {
      boolean quiet = Wav.loudness(Arrays.copyOfRange(heard, at, at + Wav.RATE / 50)) < 100;
      spoken |= !quiet;
      silent = quiet && spoken ? silent + 20 : 0;
      longest = Math.max(longest, silent);
    }
    assertThat(longest).as("ms of the longest pause").isBetween(1_200, 2_500);
    assertThat(heard.length / (double) Wav.RATE).as("seconds").isGreaterThan(4);
  }

  @Test
  void rejectsAsBusyOrAsNobody() throws Exception {
    Dialog busy = begin("<Reject reason=\"busy\"/>");
    Message first = busy.send("INVITE", caller.sdp());
    busy.expect(180, first);
    busy.expect(486, first);

    application.with("start.xml", "<Response><Reject/></Response>");
    Dialog nobody = caller.phone().dialog(server.sip(number));
    Message second = nobody.send("INVITE", caller.sdp());
    nobody.expect(180, second);
    assertThat(nobody.response(second).status()).isIn(404, 603);

    Await.until(
        "both have ended",
        () -> {
          String calls = server.get("Calls.json?To=" + number.replace("+", "%2B")).body();
          return calls.contains("\"busy\"") && calls.contains("\"no-answer\"");
        });
  }

  @Test
  void sendsThePhoneElsewhere() throws Exception {
    Dialog call = call("<Refer action=\"/done.xml\"><Sip>sip:desk@example.com</Sip></Refer>");

    Message refer = call.expect("REFER");
    assertThat(refer.header("Refer-To")).contains("sip:desk@example.com");
    call.answer(refer, 202);
    call.expect(
        200,
        call.send(
            "NOTIFY",
            "Event: refer",
            "Subscription-State: terminated;reason=noresource",
            "Content-Type: message/sipfrag",
            "",
            "SIP/2.0 200 OK\r\n"));

    Request done = application.await("done.xml");
    assertThat(done.parameter("ReferCallStatus")).isEqualTo("completed");
    assertThat(done.parameter("ReferSipResponseCode")).isEqualTo("202");
    assertThat(done.parameter("NotifySipResponseCode")).isEqualTo("200");
    ended(call);
  }
}
