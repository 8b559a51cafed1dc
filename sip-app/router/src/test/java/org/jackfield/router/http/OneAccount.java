package org.jackfield.router.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.application.Question;
import org.jackfield.application.Question.Parameter;
import org.jackfield.call.Directory;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.session.CookieJar;

/** A directory in which every account is active, and what its calls ask. */
final class OneAccount implements Directory {

  static final String TOKEN = "12345";
  static final Sid ACCOUNT = new Sid("AC" + "1".repeat(32));
  static final Sid CALL = new Sid("CA" + "1".repeat(32));

  /** Applications on this machine may be asked. */
  static final WebSettings LOCAL =
      WebSettings.read(Map.of("jackfield.allowed-networks", "127.0.0.0/8")::get);

  @Override
  public Optional<Destination> called(String called) {
    return Optional.empty();
  }

  @Override
  public Optional<Account> account(Sid accountSid) {
    return Optional.of(new Account(accountSid, TOKEN));
  }

  static Question question(String method, String address) {
    return question(CALL, method, address, CookieJar.EMPTY);
  }

  static Question question(Sid call, String method, String address, CookieJar jar) {
    return new Question(
        ACCOUNT,
        call,
        new Target(address, method),
        List.of(new Parameter("From", "+15550001"), new Parameter("Digits", "1 2")),
        jar,
        "once");
  }
}
