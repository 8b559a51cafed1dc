package org.jackfield.router;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;
import org.jackfield.application.Countries;

/** The countries of numbers in E.164, by the numbering plans that come with libphonenumber. */
public final class NumberedCountries implements Countries {

  private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

  /** Reads the plans that most calls need, so that no call waits for it. */
  public NumberedCountries() {
    of("+12025550100");
  }

  @Override
  public Optional<String> of(String party) {
    if (!party.startsWith("+")) {
      // Without it nobody can say whose number it is
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(plans.getRegionCodeForNumber(plans.parse(party, null)))
          // 001 and ZZ are no country's: satellites, freephone of all the world
          .filter(region -> region.matches("[A-Z]{2}") && !region.equals("ZZ"));
    } catch (NumberParseException noNumber) {
      return Optional.empty();
    }
  }
}
