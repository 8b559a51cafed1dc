package org.jackfield.router;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import org.jackfield.trunk.NumberRule;

/** Numbers as E.164, by the numbering plans that come with libphonenumber. Any thread. */
public final class DialledNumbers implements NumberRule.Plans {

  /** Plus and seven digits: no country has subscribers with fewer, and numbers of ours neither. */
  private static final int SHORTEST = 8;

  private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

  @Override
  public Optional<String> international(String number, Optional<String> country) {
    if (!number.startsWith("+") && country.isEmpty()) {
      return Optional.empty();
    }
    try {
      PhoneNumber read = plans.parse(number, country.orElse(null));
      // What is too short or too long is an extension or a service, and is left as it is
      return plans.isPossibleNumber(read)
          ? Optional.of(plans.format(read, PhoneNumberFormat.E164))
              .filter(written -> written.length() >= SHORTEST)
          : Optional.empty();
    } catch (NumberParseException noNumber) {
      return Optional.empty();
    }
  }
}
