package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** A number that an account is called at. */
@Entity
@Table(name = "phone_number")
public class PhoneNumber extends Edited {

  private static final Pattern MARKS = Pattern.compile("[ ().-]");

  /** Without a national prefix; a shorter one is an extension of somebody's own. */
  private static final Pattern E164 = Pattern.compile("\\+?([1-9][0-9]{6,14})");

  private static final Pattern AS_DIALLED = Pattern.compile("[0-9]{2,6}|0[0-9]{6,19}");

  @Column(name = "phone_number")
  String number = "";

  @Embedded Voice voice = new Voice();

  @Column(name = "voice_application_sid")
  @Nullable String voiceApplicationSid;

  /** For the provider of persistence. */
  protected PhoneNumber() {}

  /** A new one without any address. */
  public PhoneNumber(Sid owner, String number) {
    super(Sid.random("PN"), owner, number);
    this.number = number;
  }

  /**
   * The one form in which a number is kept and looked for, so that nobody takes another's by
   * writing it otherwise: E.164 with its plus, and what is none of those (an extension, a short
   * code, a number with a national prefix) as it is dialled.
   *
   * @return nothing if it is no number
   */
  public static Optional<String> canonical(String text) {
    String lean = MARKS.matcher(text).replaceAll("");
    Matcher international = E164.matcher(lean);
    if (international.matches()) {
      return Optional.of("+" + international.group(1));
    }
    return Optional.of(lean).filter(it -> AS_DIALLED.matcher(it).matches());
  }

  /** Gives it to another account, whose applications are others. */
  public void moveTo(Sid account) {
    if (!accountSid.equals(account.value())) {
      accountSid = account.value();
      voiceApplicationSid = null;
    }
  }

  /** E.164, or as it is dialled: {@linkplain #canonical the one form}. */
  public String number() {
    return number;
  }

  /** Where the instructions are, unless an application says it. */
  public Voice voice() {
    return voice;
  }

  /** The application whose addresses count instead of its own. */
  public Optional<Sid> voiceApplication() {
    return Optional.ofNullable(voiceApplicationSid).map(Sid::new);
  }

  /** Sets that application. */
  public void voiceApplication(Optional<Sid> application) {
    voiceApplicationSid = application.map(Sid::value).orElse(null);
  }
}
