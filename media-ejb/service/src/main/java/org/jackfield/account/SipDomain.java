package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;
import org.jackfield.call.Sid;

/** A domain of SIP addresses that an account answers for. */
@Entity
@Table(name = "sip_domain")
public class SipDomain extends Edited {

  @Column(name = "domain_name")
  String domainName = "";

  @Embedded Voice voice = new Voice();

  @Column(name = "sip_registration")
  boolean sipRegistration;

  boolean secure;

  /** For the provider of persistence. */
  protected SipDomain() {}

  /** A new one without any address. */
  public SipDomain(Sid owner, String domainName) {
    super(Sid.random("SD"), owner, domainName);
    domainName(domainName);
  }

  /** Its name in the DNS, in lower case. */
  public String domainName() {
    return domainName;
  }

  /** Gives it another name. */
  public final void domainName(String name) {
    domainName = name.toLowerCase(Locale.ROOT);
  }

  /** Where the instructions are for calls to it. */
  public Voice voice() {
    return voice;
  }

  /** Whether phones may register. */
  public boolean sipRegistration() {
    return sipRegistration;
  }

  /** Sets whether phones may register. */
  public void sipRegistration(boolean value) {
    sipRegistration = value;
  }

  /** Whether media must be encrypted. */
  public boolean secure() {
    return secure;
  }

  /** Sets whether media must be encrypted. */
  public void secure(boolean value) {
    secure = value;
  }
}
