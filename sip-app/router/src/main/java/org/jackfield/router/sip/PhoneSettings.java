package org.jackfield.router.sip;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jackfield.registration.Registrar;
import org.jackfield.setting.WholeNumbers;

/**
 * What an operator sets for phones, by system property.
 *
 * @param realm {@code jackfield.sip.realm}, {@code jackfield}: what phones are asked a password
 *     for; passwords are kept with it, so another one makes all of them wrong
 * @param registrar {@code jackfield.sip.register-min}, 60, {@code jackfield.sip.register-max},
 *     3600, and {@code jackfield.sip.register-default}, 600: seconds that a registration lasts;
 *     {@code jackfield.sip.contacts-per-user}, 10
 * @param nonceLife {@code jackfield.sip.nonce-life}, 300: seconds that a challenge may be answered
 * @param nonces {@code jackfield.sip.nonces}, 100000: answered challenges that are remembered
 * @param onlyMd5 {@code jackfield.sip.md5-agents}: a regular expression for the beginning of the
 *     User-Agent of phones that must not be offered SHA-256
 */
record PhoneSettings(
    String realm, Registrar registrar, Duration nonceLife, int nonces, Pattern onlyMd5) {

  /** From the system's properties. */
  static PhoneSettings ofSystem() {
    WholeNumbers numbers = WholeNumbers.ofSystem();
    return new PhoneSettings(
        System.getProperty("jackfield.sip.realm", "jackfield"),
        new Registrar(
            numbers.secondsOf("jackfield.sip.register-min", 60, 1),
            numbers.secondsOf("jackfield.sip.register-max", 3_600, 1),
            numbers.secondsOf("jackfield.sip.register-default", 600, 1),
            numbers.intOf("jackfield.sip.contacts-per-user", 10, 1)),
        numbers.secondsOf("jackfield.sip.nonce-life", 300, 1),
        numbers.intOf("jackfield.sip.nonces", 100_000, 1),
        Pattern.compile(System.getProperty("jackfield.sip.md5-agents", "baresip v[012]\\.")));
  }
}
