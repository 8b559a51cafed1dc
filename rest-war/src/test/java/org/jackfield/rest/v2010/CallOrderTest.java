package org.jackfield.rest.v2010;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AbstractIntegerAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jackfield.account.Belongings;
import org.jackfield.call.CallerNumbers;
import org.jackfield.call.Calls.Order;
import org.jackfield.call.Calls.RecordingOrder;
import org.jackfield.call.Calls.Track;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.RestFailure;
import org.junit.jupiter.api.Test;

class CallOrderTest {

  private static final String PARTIES = "To=%2B15550001&From=%2B15550002";

  @Test
  void takesTheUsualValuesForWhatIsNotSaid() {
    Order order = order(PARTIES + "&Url=http://app.example/voice");

    assertThat(order.to()).isEqualTo("+15550001");
    assertThat(order.from()).isEqualTo("+15550002");
    assertThat(order.timeoutSeconds()).isEqualTo(60);
    assertThat(order.timeLimitSeconds()).isEqualTo(14_400);
    assertThat(order.voice().start()).contains(new Target("http://app.example/voice", "POST"));
    assertThat(order.voice().statusEvents()).containsExactly("completed");
  }

  @Test
  void prefersAnAddressToADocument() {
    assertThat(order(PARTIES + "&Url=http://a.example/&Twiml=<Response/>").voice().document())
        .isEmpty();
    assertThat(order(PARTIES + "&Twiml=<Response/>").voice().document()).contains("<Response/>");
  }

  @Test
  void takesAddressesWithPlacesForWhatIsKnownOfTheCall() {
    String template = "http://app.example/{To}/menu.xml?from={From}";

    assertThat(order(PARTIES + "&Url=" + template).voice().start())
        .contains(new Target(template, "POST"));
    assertThatThrownBy(() -> order(PARTIES + "&Url=http://{To}/menu.xml"))
        .isInstanceOf(RestFailure.class);
  }

  @Test
  void readsEventsThatAreRepeatedOrSeparatedBySpaces() {
    assertThat(
            order(
                    PARTIES
                        + "&Url=http://a.example/&StatusCallback=http://a.example/s"
                        + "&StatusCallbackEvent=initiated+ringing&StatusCallbackEvent=answered")
                .voice()
                .statusEvents())
        .isEqualTo(List.of("initiated", "ringing", "answered"));
  }

  @Test
  void callsSipAddressesAndClients() {
    String url = "&Url=http://a.example/";
    assertThat(order("To=sip:bob@example.org&From=client:alice" + url).to())
        .isEqualTo("sip:bob@example.org");
    assertThat(order("To=(555)+000-1234&From=5550002" + url).to()).isEqualTo("5550001234");
    assertThat(
            order("To=sip:bob@x.example&From=1&SipAuthUsername=u&SipAuthPassword=p" + url)
                .credentials()
                .map(it -> it.user() + it.password()))
        .isEqualTo(Optional.of("up"));
  }

  @Test
  void recordsTheCallAsItIsTold() {
    String url = PARTIES + "&Url=http://a.example/";
    assertThat(order(url).recording()).isEmpty();
    assertThat(order(url + "&Record=false&RecordingTrack=inbound").recording()).isEmpty();
    assertThat(order(url + "&Record=true").recording())
        .contains(
            new RecordingOrder(Track.BOTH, false, true, Optional.empty(), Set.of("completed")));
    assertThat(
            order(
                    url
                        + "&Record=true&RecordingChannels=dual&RecordingTrack=both&Trim=do-not-trim"
                        + "&RecordingStatusCallback=http://a.example/r"
                        + "&RecordingStatusCallbackMethod=GET"
                        + "&RecordingStatusCallbackEvent=in-progress+absent")
                .recording())
        .contains(
            new RecordingOrder(
                Track.BOTH,
                true,
                false,
                Optional.of(new Target("http://a.example/r", "GET")),
                Set.of("in-progress", "absent")));
  }

  @Test
  void refusesWithTheDocumentedCode() {
    String url = "&Url=http://a.example/";
    assertThatCode("From=1" + url).isEqualTo(21201);
    assertThatCode("To=1" + url).isEqualTo(21213);
    assertThatCode("To=bob&From=1" + url).isEqualTo(21211);
    assertThatCode("To=1&From=bob" + url).isEqualTo(21212);
    assertThatCode(PARTIES).isEqualTo(21205);
    assertThatCode(PARTIES + "&Url=ftp://a.example/").isEqualTo(21205);
    assertThatCode(PARTIES + "&Url=/voice").isEqualTo(21205);
    assertThatCode(PARTIES + "&ApplicationSid=AP1").isEqualTo(21218);
    assertThatCode(PARTIES + url + "&SendDigits=12x").isEqualTo(21207);
    assertThatCode(PARTIES + url + "&StatusCallbackEvent=never").isEqualTo(21626);
    assertThatCode(PARTIES + url + "&Timeout=601").isEqualTo(20422);
    assertThatCode(PARTIES + url + "&Record=true&RecordingChannels=three").isEqualTo(20422);
    assertThatCode(PARTIES + url + "&Record=true&RecordingTrack=left").isEqualTo(20422);
    assertThatCode(PARTIES + url + "&Record=true&Trim=some").isEqualTo(20422);
    assertThatCode(PARTIES + url + "&Record=true&RecordingStatusCallback=x").isEqualTo(21609);
    assertThatCode(PARTIES + url + "&Record=true&RecordingStatusCallbackEvent=never")
        .isEqualTo(21626);
    assertThatCode(PARTIES + "&Twiml=" + "x".repeat(4001)).isEqualTo(20422);
  }

  private static AbstractIntegerAssert<?> assertThatCode(String body) {
    return assertThatThrownBy(() -> order(body))
        .as(body)
        .asInstanceOf(InstanceOfAssertFactories.type(RestFailure.class))
        .extracting(RestFailure::code, InstanceOfAssertFactories.INTEGER);
  }

  private static Order order(String body) {
    return new CallOrder(Parameters.of(body), new Belongings(), CallerNumbers.ANY, Sid.random("AC"))
        .place();
  }
}
