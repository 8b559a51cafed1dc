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

  private static final int LONGEST_NAME = 64;

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
    super(Sid.random("SD"), owner, shortened(domainName));
    domainName(domainName);
  }

  /** What it is called at first: a name in the DNS may be longer than what things are called. */
  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
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
