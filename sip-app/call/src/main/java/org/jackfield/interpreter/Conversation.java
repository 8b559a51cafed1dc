package org.jackfield.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.application.AddressTemplate;
import org.jackfield.application.Answer;
import org.jackfield.application.Question;
import org.jackfield.application.Question.Parameter;
import org.jackfield.application.RequestParameters;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.call.Webhook;
import org.jackfield.session.Cookie;
import org.jackfield.session.CookieJar;
import org.jackfield.session.SessionKey;

/**
 * The requests of one call to its application, with the cookies of the session. The call's thread
 * and that of its reports.
 */
final class Conversation {

  private static final Logger LOG = System.getLogger(Conversation.class.getName());

  private final Surroundings around;
  private final SessionKey key;
  private final Map<String, String> places;

  Conversation(Surroundings around, SessionKey key, CallFacts call) {
    this.around = around;
    this.key = key;
    this.places = RequestParameters.places(call, around.countries());
  }

  /**
   * Whose cookies they are: by default those of the pair with the application asked first (D14).
   */
  static SessionKey keyOf(CallFacts facts, VoiceSettings voice) {
    String first = voice.start().map(Target::address).orElse("inline");
    String application = first.split("[?#]", 2)[0].replaceFirst("//[^/@]*@", "//");
    String account = facts.accountSid().value();
    return switch (voice.remembered()) {
      case PAIR -> SessionKey.ofPair(account, application, facts.from(), facts.to());
      case ORDERED_PAIR -> SessionKey.ofOrderedPair(account, application, facts.from(), facts.to());
      case CALL -> SessionKey.ofCall(account, application, facts.sid().value());
    };
  }

  SessionKey key() {
    return key;
  }

  /** Asks with all that is always said, and waits; never from a thread that must not. */
  Answer ask(Target target, CallRecord call, Map<String, String> further) {
    return ask(
        target,
        call.facts(),
        RequestParameters.of(call, places, further),
        RequestParameters.inOrder(call, places, further));
  }

  /** Asks with the account, the call and this alone, and waits. */
  Answer askBriefly(Target target, CallRecord call, Map<String, String> only) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("AccountSid", call.facts().accountSid().value());
    said.put("CallSid", call.facts().sid().value());
    said.putAll(only);
    List<Parameter> parameters =
        said.entrySet().stream()
            .map(entry -> new Parameter(entry.getKey(), entry.getValue()))
            .toList();
    return ask(target, call.facts(), parameters, RequestParameters.inOrder(call, places, only));
  }

  /** A session that cannot be reached is one that nobody has begun; the call goes on. */
  private CookieJar cookies() {
    try {
      return around.sessions().cookies(key);
    } catch (RuntimeException away) {
      LOG.log(Level.WARNING, "The cookies of a session cannot be read", away);
      return CookieJar.EMPTY;
    }
  }

  private void remember(List<Cookie> cookies) {
    try {
      around.sessions().merge(key, cookies);
    } catch (RuntimeException away) {
      LOG.log(Level.WARNING, "The cookies of a session cannot be kept", away);
    }
  }

  private Answer ask(
      Target target, CallFacts facts, List<Parameter> parameters, Map<String, String> known) {
    String address = AddressTemplate.expand(target.address(), known);
    Sid name = Sid.random("RQ");
    Instant asked = around.clock().instant();
    Answer answer =
        around
            .application()
            .ask(
                new Question(
                    facts.accountSid(),
                    facts.sid(),
                    new Target(address, target.method()),
                    parameters,
                    cookies(),
                    name.value()));
    if (!answer.cookies().isEmpty()) {
      remember(answer.cookies());
    }
    around
        .records()
        .keep(
            new Webhook(
                name,
                facts.accountSid(),
                facts.sid(),
                asked,
                Duration.between(asked, around.clock().instant()),
                answer.exchange()));
    return answer;
  }
}
