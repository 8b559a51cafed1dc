package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.jackfield.call.Sid;

/** That a SIP domain takes whoever is in a list. */
@Entity
@Table(name = "domain_mapping")
public class DomainMapping extends Edited {

  @Column(name = "domain_sid")
  String domainSid = "";

  @Enumerated(EnumType.STRING)
  Purpose purpose = Purpose.CALLS;

  /** The first two letters of the list's SID. */
  String kind = "";

  @Column(name = "list_sid")
  String listSid = "";

  /** For the provider of persistence. */
  protected DomainMapping() {}

  /** A new one. */
  public DomainMapping(Sid owner, Sid domain, Purpose purpose, Edited list) {
    super(name(domain, purpose, list.sid()), owner, list.friendlyName());
    this.domainSid = domain.value();
    this.purpose = purpose;
    this.listSid = list.sid().value();
    this.kind = listSid.substring(0, 2);
  }

  /** The name under which it is kept: there is one for each domain, purpose and list. */
  public static Sid name(Sid domain, Purpose purpose, Sid list) {
    return new Sid("DM" + Secrets.hash(domain + "/" + purpose + "/" + list).substring(0, 32));
  }

  /** The domain. */
  public Sid domain() {
    return new Sid(domainSid);
  }

  /** The list. */
  public Sid list() {
    return new Sid(listSid);
  }

  /** What a list is taken for. */
  public enum Purpose {
    /** Who may call. */
    CALLS,
    /** Who may register. */
    REGISTRATIONS
  }
}
