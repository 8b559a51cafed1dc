package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jackfield.call.Sid;

/** A user name and secret for one program of a customer, of which we keep only the hash. */
@Entity
@Table(name = "api_key")
public class ApiKey extends Edited {

  boolean signing;

  @Column(name = "secret_hash")
  String secretHash = "";

  /** For the provider of persistence. */
  protected ApiKey() {}

  /**
   * A new key.
   *
   * @param signing whether it was made as a signing key
   */
  public ApiKey(Sid owner, String friendlyName, boolean signing, String secret) {
    super(Sid.random("SK"), owner, friendlyName);
    this.signing = signing;
    this.secretHash = Secrets.hash(secret);
  }

  /** Whether it was made as a signing key. */
  public boolean isSigning() {
    return signing;
  }

  /** A secret for a new key. */
  public static String newSecret() {
    return Secrets.random();
  }
}
