package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.Optional;
import org.jackfield.call.Ceiling;
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

  /** What it may call, as the account above says; null where the server's own list holds. */
  @Column(name = "allowed_prefixes")
  @Nullable String allowedPrefixes;

  @Column(name = "concurrent_calls")
  @Nullable Integer concurrentCalls;

  @Column(name = "calls_per_second")
  @Nullable Integer callsPerSecond;

  @Column(name = "minutes_per_day")
  @Nullable Integer minutesPerDay;

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

  /** What it may call, where that has been said for it alone. */
  public DialingPermissions permissions() {
    return new DialingPermissions(
        Optional.ofNullable(allowedPrefixes).map(Ceiling::prefixes),
        Optional.ofNullable(concurrentCalls),
        Optional.ofNullable(callsPerSecond),
        Optional.ofNullable(minutesPerDay));
  }

  void permit(DialingPermissions to) {
    allowedPrefixes = to.prefixes().map(list -> String.join(",", list)).orElse(null);
    concurrentCalls = to.concurrent().orElse(null);
    callsPerSecond = to.perSecond().orElse(null);
    minutesPerDay = to.minutesADay().orElse(null);
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
