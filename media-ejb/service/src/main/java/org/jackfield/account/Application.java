package org.jackfield.account;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jackfield.call.Sid;

/** Addresses of a web application, kept once for many numbers and calls. */
@Entity
@Table(name = "application")
public class Application extends Edited {

  @Embedded Voice voice = new Voice();

  /** For the provider of persistence. */
  protected Application() {}

  /** A new one without any address. */
  public Application(Sid owner, String friendlyName) {
    super(Sid.random("AP"), owner, friendlyName);
  }

  /** Where its instructions are. */
  public Voice voice() {
    return voice;
  }
}
