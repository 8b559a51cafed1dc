package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings.Target;
import org.jspecify.annotations.Nullable;

/** A number that an account says is its own, until keys pressed in a call to it show that. */
@Entity
@Table(name = "caller_id_check")
public class CallerIdCheck extends Edited {

  @Column(name = "phone_number")
  String number = "";

  /** Encrypted, as whoever knows it can call from the number. */
  @Column(name = "sealed_code")
  String sealedCode = "";

  /** The one call in which it counts. */
  @Column(name = "call_sid")
  String callSid = "";

  int tries;

  @Column(name = "status_callback")
  @Nullable String statusCallback;

  @Column(name = "status_callback_method")
  String statusCallbackMethod = "POST";

  @Column(name = "caller_id_sid")
  @Nullable String callerIdSid;

  /** For the provider of persistence. */
  protected CallerIdCheck() {}

  CallerIdCheck(
      Sid sid, Sid owner, Sid call, String number, String friendlyName, String sealedCode) {
    super(sid, owner, friendlyName);
    this.callSid = call.value();
    this.number = number;
    this.sealedCode = sealedCode;
  }

  void tells(Target target) {
    statusCallback = target.address();
    statusCallbackMethod = target.method();
  }

  Optional<Target> told() {
    return Optional.ofNullable(statusCallback)
        .map(address -> new Target(address, statusCallbackMethod));
  }

  void tried() {
    tries++;
  }

  void shows(CallerId callerId) {
    callerIdSid = callerId.sid().value();
  }

  Optional<Sid> callerId() {
    return Optional.ofNullable(callerIdSid).map(Sid::new);
  }
}
