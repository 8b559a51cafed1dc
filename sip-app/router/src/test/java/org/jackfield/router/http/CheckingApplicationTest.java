package org.jackfield.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.application.Answer;
import org.jackfield.application.Application;
import org.jackfield.application.Question;
import org.jackfield.application.Question.Parameter;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRecords;
import org.jackfield.call.CallerIdChecks;
import org.jackfield.call.Notification;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.call.Webhook;
import org.jackfield.session.CookieJar;
import org.junit.jupiter.api.Test;

class CheckingApplicationTest {

  private static final Sid ACCOUNT = Sid.random("AC");
  private static final Sid CALL = Sid.random("CA");
  private static final Sid CHECK = Sid.random("VR");
  private static final Sid SHOWN = Sid.random("PN");
  private static final String ADDRESS = "http://caller-id.jackfield.invalid/" + CHECK;
  private static final Target CUSTOMER = new Target("http://app.example/verified", "POST");

  private final List<Question> others = new ArrayList<>();
  private final Checks checks = new Checks();
  private final Application application = new CheckingApplication(new Others(), checks);

  @Test
  void acceptsTheKeysThatTheAccountWasTold() {
    assertThat(body(ask(ADDRESS, "123456"))).contains("yours").doesNotContain("Gather");
    assertThat(others).isEmpty();
  }

  @Test
  void asksAgainAsLongAsItMay() {
    assertThat(body(ask(ADDRESS, "111111"))).contains("<Gather").contains(ADDRESS);
    assertThat(body(ask(ADDRESS, "000000"))).doesNotContain("Gather");
  }

  @Test
  void tellsTheCustomerHowItWentWhenTheCallIsOver() {
    ask(ADDRESS + "/end", "");

    assertThat(others).hasSize(1);
    assertThat(others.getFirst().target()).isEqualTo(CUSTOMER);
    assertThat(others.getFirst().parameters())
        .contains(
            new Parameter("VerificationStatus", "success"),
            new Parameter("OutgoingCallerIdSid", SHOWN.value()));
  }

  @Test
  void leavesAllElseToTheOthers() {
    ask("http://app.example/voice", "");
    ask("http://caller-id.jackfield.invalid/other", "");

    assertThat(others).hasSize(2);
  }

  @Test
  void keepsNoRecordOfItsOwnQuestions() {
    List<Record> kept = new ArrayList<>();
    CallRecords records =
        CheckingApplication.withoutChecks(
            new CallRecords() {
              @Override
              public void keep(CallRecord call) {
                kept.add(call);
              }

              @Override
              public void keep(Notification notification) {
                kept.add(notification);
              }

              @Override
              public void keep(Webhook webhook) {
                kept.add(webhook);
              }
            });
    records.keep(webhook(ADDRESS + "/end"));
    Webhook told = webhook(CUSTOMER.address());
    records.keep(told);

    assertThat(kept).containsExactly(told);
  }

  private static Webhook webhook(String address) {
    return new Webhook(
        Sid.random("RQ"),
        ACCOUNT,
        CALL,
        Instant.EPOCH,
        Duration.ZERO,
        new Exchange("POST", address, "", 200, "", ""));
  }

  private Answer ask(String address, String keys) {
    return application.ask(
        new Question(
            ACCOUNT,
            CALL,
            new Target(address, "POST"),
            List.of(new Parameter("Digits", keys)),
            CookieJar.EMPTY,
            "token"));
  }

  private static String body(Answer answer) {
    return answer instanceof Answer.Text text ? text.body() : "";
  }

  private final class Others implements Application {

    @Override
    public Answer ask(Question question) {
      others.add(question);
      URI address = URI.create(question.target().address());
      return new Answer.Text(
          "text/xml",
          "",
          address,
          List.of(),
          new org.jackfield.call.Notification.Exchange("POST", "", "", 200, "", ""));
    }

    @Override
    public void forget(Sid callSid) {}
  }

  private static final class Checks implements CallerIdChecks {

    @Override
    public Entry enter(Sid accountSid, Sid callSid, Sid checkSid, String keys) {
      if (!callSid.equals(CALL)) {
        return Entry.REFUSED;
      }
      return switch (keys) {
        case "123456" -> Entry.RIGHT;
        case "111111" -> Entry.WRONG;
        default -> Entry.REFUSED;
      };
    }

    @Override
    public Optional<Verdict> verdict(Sid accountSid, Sid callSid, Sid checkSid) {
      return Optional.of(new Verdict(Optional.of(CUSTOMER), Optional.of(SHOWN)));
    }
  }
}
