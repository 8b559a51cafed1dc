package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jackfield.call.Sid;

/** An IP address, or a range of them, in an address list. */
@Entity
@Table(name = "address")
public class Address extends Edited {

  @Column(name = "list_sid")
  String listSid = "";

  @Column(name = "ip_address")
  String ipAddress = "";

  @Column(name = "prefix_length")
  int prefixLength;

  /** For the provider of persistence. */
  protected Address() {}

  /** A new one. */
  public Address(Sid owner, Sid list, String friendlyName, String ipAddress, int prefixLength) {
    super(Sid.random("IP"), owner, friendlyName);
    listSid = list.value();
    range(ipAddress, prefixLength);
  }

  /** The list it is in. */
  public Sid list() {
    return new Sid(listSid);
  }

  /** The first of the range. */
  public String ipAddress() {
    return ipAddress;
  }

  /** How many leading bits all of the range have in common. */
  public int prefixLength() {
    return prefixLength;
  }

  /** Sets the range. */
  public final void range(String first, int commonBits) {
    ipAddress = first;
    prefixLength = commonBits;
  }
}
