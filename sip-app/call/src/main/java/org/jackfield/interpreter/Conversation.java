package org.jackfield.interpreter;

import java.util.Map;
import org.jackfield.application.AddressTemplate;
import org.jackfield.application.Answer;
import org.jackfield.application.Application;
import org.jackfield.application.Question;
import org.jackfield.application.RequestParameters;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.session.SessionKey;
import org.jackfield.session.SessionStore;

/**
 * The requests of one call to its application, with the cookies of the session. The call's thread
 * and that of its reports.
 */
final class Conversation {

  private final Application application;
  private final SessionStore sessions;
  private final SessionKey key;

  Conversation(Application application, SessionStore sessions, SessionKey key) {
    this.application = application;
    this.sessions = sessions;
    this.key = key;
  }

  /** Whose cookies they are: those of the pair with the application that is asked first (D14). */
  static SessionKey keyOf(CallFacts facts, String firstAddress) {
    String application = firstAddress.split("[?#]", 2)[0].replaceFirst("//[^/@]*@", "//");
    return SessionKey.ofPair(facts.accountSid().value(), application, facts.from(), facts.to());
  }

  SessionKey key() {
    return key;
  }

  /** Asks and waits; never from a thread that must not. */
  Answer ask(Target target, CallRecord call, Map<String, String> further) {
    CallFacts facts = call.facts();
    String address =
        AddressTemplate.expand(target.address(), RequestParameters.inOrder(call, further));
    Answer answer =
        application.ask(
            new Question(
                facts.accountSid(),
                facts.sid(),
                new Target(address, target.method()),
                RequestParameters.of(call, further),
                sessions.cookies(key),
                Sid.random("RQ").value()));
    if (!answer.cookies().isEmpty()) {
      sessions.merge(key, answer.cookies());
    }
    return answer;
  }
}
