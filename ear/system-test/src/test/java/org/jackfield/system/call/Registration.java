package org.jackfield.system.call;

import java.util.Arrays;
import java.util.List;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.DigestUser;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;

/** A phone that registers a user, and keeps the challenge that it was given. */
public final class Registration {

  private final DigestUser user;
  private final Dialog dialog;
  private String challenge = "";
  private int count;

  private Registration(DigestUser user, Dialog dialog) {
    this.user = user;
    this.dialog = dialog;
  }

  public static Registration of(Phone phone, String name, PhoneDomain domain) {
    return with(phone, name, PhoneDomain.PASSWORD, domain.name());
  }

  public static Registration with(Phone phone, String name, String password, String domain) {
    return new Registration(new DigestUser(name, password), phone.registering(name, domain));
  }

  /** Somebody registers another. */
  static Registration as(String who, Phone phone, String name, PhoneDomain domain) {
    return new Registration(
        new DigestUser(who, PhoneDomain.PASSWORD), phone.registering(name, domain.name()));
  }

  /** Asks without a password, and answers the challenge with an algorithm. */
  public Message register(String algorithm, String... headers) {
    List<String> challenges = bare(headers).headers("WWW-Authenticate");
    use(
        challenges.stream()
            .filter(one -> one.contains("algorithm=" + algorithm))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No " + algorithm + " in " + challenges)));
    return again(headers);
  }

  /** The answer to a REGISTER without a password. */
  Message bare(String... headers) {
    return dialog.response(dialog.send("REGISTER", headers));
  }

  void use(String newChallenge) {
    challenge = newChallenge;
    count = 0;
  }

  /** The answer to the next one by the same challenge. */
  Message again(String... headers) {
    return counted(++count, headers);
  }

  /** The same with a count of one's own. */
  Message counted(int number, String... headers) {
    Message plain = dialog.prepare("REGISTER", headers);
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] =
        "Authorization: " + user.answers(challenge, number, "REGISTER", plain.requestUri());
    return dialog.response(dialog.send("REGISTER", all));
  }
}
