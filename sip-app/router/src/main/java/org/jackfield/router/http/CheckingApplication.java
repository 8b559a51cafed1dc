package org.jackfield.router.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.application.Answer;
import org.jackfield.application.Application;
import org.jackfield.application.Question;
import org.jackfield.application.Question.Parameter;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRecords;
import org.jackfield.call.CallerIdChecks;
import org.jackfield.call.CallerIdChecks.Verdict;
import org.jackfield.call.Notification;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;

/**
 * The application of calls that check a number, which is no customer's: it is asked under a name
 * that no network knows (RFC 6761 section 6.4). All other questions go on. Any thread.
 */
public final class CheckingApplication implements Application {

  private static final String HOST = "http://caller-id.jackfield.invalid/";
  private static final Pattern ADDRESS =
      Pattern.compile(Pattern.quote(HOST) + "(VR[0-9a-f]{32})(/end)?");

  private final Application others;
  private final CallerIdChecks checks;

  /** Beside the application of all other calls. */
  public CheckingApplication(Application others, CallerIdChecks checks) {
    this.others = others;
    this.checks = checks;
  }

  /** Keeps records, but none of these questions: whoever read their address could ask them. */
  public static CallRecords withoutChecks(CallRecords all) {
    return new CallRecords() {
      @Override
      public void keep(CallRecord call) {
        all.keep(call);
      }

      @Override
      public void keep(Notification notification) {
        boolean isCheck = notification.exchange().filter(CheckingApplication::isCheck).isPresent();
        all.keep(isCheck ? withoutExchange(notification) : notification);
      }

      @Override
      public void keep(Webhook webhook) {
        if (!isCheck(webhook.exchange())) {
          all.keep(webhook);
        }
      }
    };
  }

  private static boolean isCheck(Exchange exchange) {
    return exchange.address().startsWith(HOST);
  }

  private static Notification withoutExchange(Notification notification) {
    return new Notification(
        notification.sid(),
        notification.accountSid(),
        notification.callSid(),
        notification.at(),
        notification.warning(),
        notification.code(),
        notification.message(),
        Optional.empty());
  }

  @Override
  public Answer ask(Question question) {
    Matcher address = ADDRESS.matcher(question.target().address());
    if (!address.matches()) {
      return others.ask(question);
    }
    Sid check = new Sid(address.group(1));
    return address.group(2) == null ? entered(question, check) : ended(question, check);
  }

  private Answer entered(Question question, Sid check) {
    String keys =
        question.parameters().stream()
            .filter(it -> it.name().equals("Digits"))
            .map(Parameter::value)
            .findFirst()
            .orElse("");
    return switch (checks.enter(question.accountSid(), question.callSid(), check, keys)) {
      case RIGHT -> document(question, "<Say>Thank you. This number is yours.</Say>");
      case WRONG ->
          document(
              question,
              "<Gather numDigits=\"6\" timeout=\"10\" action=\""
                  + question.target().address()
                  + "\"><Say>These were other keys. Please try again.</Say></Gather>");
      case REFUSED -> document(question, "<Say>These were other keys. Goodbye.</Say>");
    };
  }

  private Answer ended(Question question, Sid check) {
    Optional<Verdict> verdict = checks.verdict(question.accountSid(), question.callSid(), check);
    if (verdict.isEmpty() || verdict.get().told().isEmpty()) {
      return document(question, "");
    }
    List<Parameter> parameters = new ArrayList<>(question.parameters());
    Optional<Sid> callerId = verdict.get().callerId();
    parameters.add(
        new Parameter("VerificationStatus", callerId.isPresent() ? "success" : "failed"));
    callerId.ifPresent(sid -> parameters.add(new Parameter("OutgoingCallerIdSid", sid.value())));
    return others.ask(
        new Question(
            question.accountSid(),
            question.callSid(),
            verdict.get().told().get(),
            parameters,
            question.jar(),
            question.idempotencyToken()));
  }

  private static Answer document(Question question, String verbs) {
    String address = question.target().address();
    String body = "<Response>" + verbs + "</Response>";
    return new Answer.Text(
        "text/xml",
        body,
        URI.create(address),
        List.of(),
        new Exchange(question.target().method(), address, "", 200, "content-type: text/xml", body));
  }

  @Override
  public void follow(Sid child, Sid parent) {
    others.follow(child, parent);
  }

  @Override
  public void forget(Sid callSid) {
    others.forget(callSid);
  }
}
