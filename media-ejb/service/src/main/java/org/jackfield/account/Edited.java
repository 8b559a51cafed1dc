package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import org.jackfield.call.Sid;

/** What a customer makes, names and changes. */
@MappedSuperclass
public abstract class Edited extends Owned {

  @Version long version;

  @Column(name = "friendly_name")
  String friendlyName = "";

  /** For the provider of persistence. */
  protected Edited() {}

  /** A thing that is new. */
  protected Edited(Sid sid, Sid owner, String friendlyName) {
    super(sid, owner);
    this.friendlyName = friendlyName;
  }

  @Override
  public long version() {
    return version;
  }

  /** As its owner calls it, at most 64 characters. */
  public String friendlyName() {
    return friendlyName;
  }

  /** Names it anew. */
  public void rename(String name) {
    friendlyName = name;
  }
}
