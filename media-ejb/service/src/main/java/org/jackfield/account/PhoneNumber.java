package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** A number that an account is called at. */
@Entity
@Table(name = "phone_number")
public class PhoneNumber extends Edited {

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

  /** E.164, or as it is dialled. */
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
