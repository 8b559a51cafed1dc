package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.Optional;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** A customer, or a part of one. Its owner is its parent, or itself. */
@Entity
@Table(name = "account")
public class Account extends Edited {

  @Enumerated(EnumType.STRING)
  Status status = Status.ACTIVE;

  /** Encrypted: it signs, so that it must be readable to the server. */
  @Column(name = "auth_token")
  String authToken = "";

  @Column(name = "secondary_token")
  @Nullable String secondaryToken;

  /** For the provider of persistence. */
  protected Account() {}

  Account(Sid sid, Sid owner, String friendlyName, String authToken) {
    super(sid, owner, friendlyName);
    this.authToken = authToken;
  }

  /** Whether it may act. */
  public Status status() {
    return status;
  }

  /** The account above, if there is one. */
  public Optional<Sid> parent() {
    return accountSid.equals(sid) ? Optional.empty() : Optional.of(accountSid());
  }

  void status(Status to) {
    status = to;
  }

  void tokens(String first, @Nullable String second) {
    authToken = first;
    secondaryToken = second;
  }

  /** What an account may do. */
  public enum Status {
    /** Everything. */
    ACTIVE,
    /** Nothing until it is active again. */
    SUSPENDED,
    /** Nothing ever again. */
    CLOSED;

    /** As the API says it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that word. */
    public static Optional<Status> of(String word) {
      for (Status status : values()) {
        if (status.word().equals(word)) {
          return Optional.of(status);
        }
      }
      return Optional.empty();
    }
  }
}
