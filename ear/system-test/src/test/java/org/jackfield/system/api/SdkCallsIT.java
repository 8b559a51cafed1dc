package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.Recording;
import com.twilio.rest.api.v2010.account.call.Event;
import com.twilio.type.PhoneNumber;
import com.twilio.type.Twiml;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jackfield.system.Await;
import org.jackfield.system.api.ApiServer.User;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that an SDK makes which knows nothing of this server. */
class SdkCallsIT {

  private static final PhoneNumber FROM = new PhoneNumber("+15557000001");
  private static final int CALLS = 1_200;
  private static final Duration LONG = Duration.ofMinutes(3);

  @TempDir Path folder;

  private final ApiServer server = ApiServer.shared();
  private final User user = server.open(server.administrator);
  private final TwilioRestClient client = SdkClient.of(server, user);

  @Test
  void readsTwelveHundredCallsWhileOthersComeIn() throws Exception {
    try (RefusingPhone phone = new RefusingPhone()) {
      Set<String> made = new HashSet<>();
      for (int i = 0; i < CALLS; i++) {
        made.add(call(phone).getSid());
      }
      Await.until("all have ended", LONG, () -> ended() == CALLS);

      List<String> seen = new ArrayList<>();
      for (Call call : Call.reader().pageSize(100).read(client)) {
        if (seen.size() % 100 == 50) {
          call(phone);
        }
        seen.add(call.getSid());
      }

      assertThat(seen).doesNotHaveDuplicates();
      assertThat(made).hasSize(CALLS);
      assertThat(seen).containsAll(made);
    }
  }

  private Call call(RefusingPhone phone) {
    return Call.creator(new PhoneNumber(phone.uri()), FROM, new Twiml("<Response/>"))
        .create(client);
  }

  private long ended() {
    long count = 0;
    for (Call call : Call.reader().setStatus(Call.Status.BUSY).pageSize(1_000).read(client)) {
      assertThat(call.getStatus()).isEqualTo(Call.Status.BUSY);
      count++;
    }
    return count;
  }

  @Test
  void findsCallsByWhatTheyHave() throws Exception {
    try (RefusingPhone phone = new RefusingPhone();
        RefusingPhone other = new RefusingPhone()) {
      ZonedDateTime before = ZonedDateTime.now(ZoneOffset.UTC).minusSeconds(1);
      String one = call(phone).getSid();
      String two = call(other).getSid();
      Await.until(
          "both are busy",
          () -> found(Call.reader().setStatus(Call.Status.BUSY)).equals(Set.of(one, two)));

      assertThat(found(Call.reader().setTo(new PhoneNumber(phone.uri())))).containsExactly(one);
      assertThat(found(Call.reader().setFrom(FROM))).containsExactlyInAnyOrder(one, two);
      assertThat(found(Call.reader().setStartTimeAfter(before)))
          .containsExactlyInAnyOrder(one, two);
      assertThat(found(Call.reader().setStartTimeBefore(before))).isEmpty();
      assertThat(found(Call.reader().setEndTimeAfter(before))).containsExactlyInAnyOrder(one, two);
      assertThat(found(Call.reader().setEndTimeBefore(before))).isEmpty();
      assertThat(found(Call.reader().setParentCallSid(one))).isEmpty();
      assertThat(found(Call.reader().setStatus(Call.Status.COMPLETED))).isEmpty();
    }
  }

  private Set<String> found(com.twilio.rest.api.v2010.account.CallReader reader) {
    Set<String> sids = new HashSet<>();
    reader.read(client).forEach(call -> sids.add(call.getSid()));
    return sids;
  }

  @Test
  void givesALiveCallOtherInstructionsAndEndsIt() {
    try (Phone phone = Phone.udp(server.server().sipPort())) {
      Call made =
          Call.creator(
                  new PhoneNumber(phone.uri()),
                  FROM,
                  new Twiml("<Response><Pause length=\"60\"/></Response>"))
              .create(client);
      assertThat(made.getStatus()).isIn(Call.Status.QUEUED, Call.Status.RINGING);
      Dialog dialog = phone.awaits("INVITE");
      dialog.answer(200, "Content-Type: application/sdp", "", Phone.SDP);
      dialog.expect("ACK");
      Await.until(
          "it is in progress",
          () -> Call.fetcher(made.getSid()).fetch(client).getStatus() == Call.Status.IN_PROGRESS);

      Call.updater(made.getSid()).setUrl(URI.create("http://127.0.0.1:9/elsewhere")).update(client);
      dialog.answer(dialog.expect("BYE"), 200);

      Await.until(
          "the application that is not there was asked",
          () -> {
            List<Event> events = new ArrayList<>();
            Event.reader(made.getSid()).read(client).forEach(events::add);
            return events.stream()
                .anyMatch(event -> event.getRequest().toString().contains("/elsewhere"));
          });
      assertThat(Call.fetcher(made.getSid()).fetch(client).getEndTime()).isNotNull();
      Call.updater(made.getSid()).setStatus(Call.UpdateStatus.COMPLETED).update(client);
      assertThat(Call.deleter(made.getSid()).delete(client)).isTrue();
    }
  }

  @Test
  void fetchesWhatAPhoneOfSomebodyElseSaid() throws Exception {
    String call = RecordedCall.make(server, user, folder);

    List<Recording> recordings = new ArrayList<>();
    Recording.reader().setCallSid(call).read(client).forEach(recordings::add);
    assertThat(recordings).hasSize(1);
    Recording recording = Recording.fetcher(recordings.getFirst().getSid()).fetch(client);
    assertThat(recording.getCallSid()).isEqualTo(call);
    HttpResponse<byte[]> sound =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            server.root()
                                + user.path()
                                + "/Recordings/"
                                + recording.getSid()
                                + ".wav"))
                    .header("Authorization", user.basic())
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(sound.statusCode()).isEqualTo(200);
    assertThat(sound.body()).startsWith('R', 'I', 'F', 'F').hasSizeGreaterThan(8_000);
    assertThat(Recording.deleter(recording.getSid()).delete(client)).isTrue();
  }
}
