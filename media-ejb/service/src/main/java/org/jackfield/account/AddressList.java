package org.jackfield.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jackfield.call.Sid;

/** Addresses that a SIP domain can take calls from. */
@Entity
@Table(name = "address_list")
public class AddressList extends Edited {

  /** For the provider of persistence. */
  protected AddressList() {}

  /** A new one that is empty. */
  public AddressList(Sid owner, String friendlyName) {
    super(Sid.random("AL"), owner, friendlyName);
  }
}
