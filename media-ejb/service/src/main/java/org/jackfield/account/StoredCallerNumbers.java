package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.call.CallerNumbers;
import org.jackfield.call.Sid;

/**
 * As {@code jackfield.caller-ids} says: any, or, if it is {@code owned}, numbers that the account
 * has or has shown to be its own. What is no number says nothing about whose it is. Any thread.
 */
@ApplicationScoped
public class StoredCallerNumbers implements CallerNumbers {

  private static final Pattern USER = Pattern.compile("(?i)(?:sips?|client|tel):([^@;?]*).*");

  @Inject Accounts accounts;

  private final boolean owned;

  /** As the operator set it. */
  public StoredCallerNumbers() {
    this(System.getProperty("jackfield.caller-ids", "any").equals("owned"));
  }

  StoredCallerNumbers(boolean owned) {
    this.owned = owned;
  }

  @Override
  public boolean mayShow(Sid accountSid, String from) {
    return !owned
        || number(from).map(number -> accounts.mayCallAs(accountSid, number)).orElse(true);
  }

  /** The number that is shown: a SIP address and a name can be one as well. */
  static Optional<String> number(String from) {
    Matcher user = USER.matcher(from);
    String shown = user.matches() ? user.group(1) : from;
    try {
      return PhoneNumber.canonical(
          URLDecoder.decode(shown.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException noEscape) {
      return PhoneNumber.canonical(shown);
    }
  }
}
