package org.jackfield.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jackfield.call.Sid;

/** Users and passwords that a SIP domain can take. */
@Entity
@Table(name = "credential_list")
public class CredentialList extends Edited {

  /** For the provider of persistence. */
  protected CredentialList() {}

  /** A new one that is empty. */
  public CredentialList(Sid owner, String friendlyName) {
    super(Sid.random("CL"), owner, friendlyName);
  }
}
