package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jackfield.call.Sid;

/** A number that an account has shown to be its own, to call from. */
@Entity
@Table(name = "outgoing_caller_id")
public class CallerId extends Edited {

  @Column(name = "phone_number")
  String number = "";

  /** For the provider of persistence. */
  protected CallerId() {}

  /** A new one. */
  public CallerId(Sid owner, String number, String friendlyName) {
    super(Sid.random("PN"), owner, friendlyName);
    this.number = number;
  }

  /** E.164. */
  public String number() {
    return number;
  }
}
