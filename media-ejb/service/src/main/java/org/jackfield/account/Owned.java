package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.jackfield.call.Sid;

/** What belongs to an account and has a SID. */
@MappedSuperclass
public abstract class Owned {

  @Id String sid = "";

  @Column(name = "account_sid")
  String accountSid = "";

  Instant created = InstantConverter.now();
  Instant updated = created;

  /** For the provider of persistence. */
  protected Owned() {}

  /** A thing that is new. */
  protected Owned(Sid sid, Sid owner) {
    this.sid = sid.value();
    this.accountSid = owner.value();
  }

  /** Its name. */
  public Sid sid() {
    return new Sid(sid);
  }

  /** Whose it is. */
  public Sid accountSid() {
    return new Sid(accountSid);
  }

  /** Since when it is. */
  public Instant created() {
    return created;
  }

  /** When it was changed last. */
  public Instant updated() {
    return updated;
  }

  // Fields are set by methods of the entity alone: from elsewhere a woven class does not notice

  /** It is being changed. */
  void touch() {
    updated = InstantConverter.now();
  }

  /** Another one after each change. */
  public abstract long version();
}
