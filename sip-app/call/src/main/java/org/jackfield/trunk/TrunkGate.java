package org.jackfield.trunk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.admission.Digest;
import org.jackfield.admission.Domain;
import org.jackfield.admission.Ha1;
import org.jackfield.admission.Knock;
import org.jackfield.admission.Logins;
import org.jackfield.admission.Users;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.call.Sid;
import org.jackfield.network.AllowedNetworks;

/**
 * Decides who may call numbers: by which trunk somebody comes in. An address or a certificate is
 * enough where a trunk says so; where it has logins, a password is. Any thread.
 */
public final class TrunkGate {

  private static final int MOST_READ = 10_000;

  private final Trunks trunks;
  private final Users users;
  private final Digest digest;
  private final String realm;
  private final Logins logins;
  private final Callers callers;
  private final Map<List<String>, AllowedNetworks> read = new ConcurrentHashMap<>();

  /** A gate that asks for passwords of a realm. */
  public TrunkGate(
      Trunks trunks, Users users, Digest digest, String realm, Logins logins, Callers callers) {
    this.trunks = trunks;
    this.users = users;
    this.digest = digest;
    this.realm = realm;
    this.logins = logins;
    this.callers = callers;
  }

  /** Who may call numbers that is no trunk. */
  public enum Callers {
    /** Anybody. */
    ANYONE,
    /** Nobody. */
    TRUNKS,
    /** Anybody, as long as no trunk says who may. */
    UNSET;

    /**
     * Reads the operator's word.
     *
     * @throws IllegalArgumentException that says what would have been right
     */
    public static Callers of(String word) {
      return switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "" -> UNSET;
        case "anyone" -> ANYONE;
        case "trunks" -> TRUNKS;
        default ->
            throw new IllegalArgumentException(
                "jackfield.sip.callers is anyone or trunks, not " + word);
      };
    }
  }

  /** What the gate says. */
  public sealed interface Entry {}

  /** He comes in by a trunk. */
  public record By(Trunk trunk) implements Entry {}

  /** He comes in as anybody may. */
  public record Anybody() implements Entry {}

  /** He has to say who he is: values of WWW-Authenticate. */
  public record Challenged(List<String> challenges) implements Entry {
    /** Copies the list. */
    public Challenged {
      challenges = List.copyOf(challenges);
    }
  }

  /** He may not. */
  public record Refused(int status, String phrase) implements Entry {}

  /** Whose the number is that is called. */
  public interface Called {
    /** Whether a trunk leads there: it serves whose the number is, as the trunk writes it. */
    boolean isReachedBy(Trunk trunk);

    /** Whose it is as anybody dials it. */
    Optional<Sid> owner();
  }

  /**
   * Who it is that calls a number. Of several trunks that he may be it is the first that leads
   * there; if none does, the first.
   *
   * @param names of the TLS certificate that he has shown, none if he has shown none
   */
  public Entry enter(Knock knock, Set<String> names, Called called) {
    Routes now = trunks.now();
    List<Trunk> fit =
        now.trunks().stream().filter(it -> isKnown(it.admission(), knock, names)).toList();
    Optional<Trunk> way = fit.stream().filter(called::isReachedBy).findFirst();
    if (way.isPresent()) {
      return new By(way.get());
    }
    boolean open = isOpen(now, called);
    // Strangers are all asked, whatever they call: they do not learn which numbers there are
    List<Trunk> asking =
        now.trunks().stream()
            .filter(it -> asks(it.admission()))
            .filter(it -> (!open && fit.isEmpty()) || called.isReachedBy(it))
            .toList();
    if (asking.isEmpty() && !fit.isEmpty()) {
      return new By(fit.getFirst());
    }
    if (asking.isEmpty() || (open && knock.credentials().isEmpty())) {
      return open ? new Anybody() : new Refused(403, "Forbidden");
    }
    return identify(knock, asking, called);
  }

  private static boolean asks(Trunk.Admission admission) {
    return !admission.logins().isEmpty() || !admission.credentialLists().isEmpty();
  }

  private boolean isKnown(Trunk.Admission admission, Knock knock, Set<String> names) {
    return isFrom(admission, knock) || admission.subjects().stream().anyMatch(names::contains);
  }

  /** What an account says of its trunks holds for its own numbers, and not for those of others. */
  private boolean isOpen(Routes now, Called called) {
    return switch (callers) {
      case ANYONE -> true;
      case TRUNKS -> false;
      case UNSET -> !now.admit() && called.owner().filter(now::admit).isEmpty();
    };
  }

  private boolean isFrom(Trunk.Admission admission, Knock knock) {
    if (admission.networks().isEmpty()) {
      return false;
    }
    if (read.size() > MOST_READ) {
      // Trunks come and go: what is still in use is read again
      read.clear();
    }
    return read.computeIfAbsent(
            admission.networks(), it -> AllowedNetworks.parse(String.join(" ", it)))
        .lists(knock.source());
  }

  private Entry identify(Knock knock, List<Trunk> asking, Called called) {
    Digest.Verdict verdict =
        digest.verify(
            knock,
            user -> asking.stream().flatMap(trunk -> secrets(trunk, user).stream()).toList());
    return switch (verdict) {
      case Digest.Known(String user, Ha1 secret) -> {
        logins.succeeded(knock.source());
        // Of two trunks with one user's name it is the one whose password it was
        List<Trunk> his = asking.stream().filter(it -> secrets(it, user).contains(secret)).toList();
        yield his.stream()
            .filter(called::isReachedBy)
            .findFirst()
            .or(() -> his.stream().findFirst())
            .<Entry>map(By::new)
            .orElse(new Refused(403, "Forbidden"));
      }
      case Digest.Wrong(String user) -> {
        logins.failed(knock.source(), user);
        yield new Challenged(digest.challenge(knock, false));
      }
      case Digest.Missing missing -> new Challenged(digest.challenge(knock, false));
      case Digest.Stale stale -> new Challenged(digest.challenge(knock, true));
      case Digest.Malformed(String reason) -> new Refused(400, reason);
    };
  }

  private List<Ha1> secrets(Trunk trunk, String user) {
    List<Ha1> secrets = new ArrayList<>();
    for (Credentials login : trunk.admission().logins()) {
      if (login.user().equals(user)) {
        String all = user + ":" + realm + ":" + login.password();
        secrets.add(new Ha1(hex("SHA-256", all), hex("MD5", all)));
      }
    }
    List<Sid> lists = trunk.admission().credentialLists();
    if (!lists.isEmpty()) {
      for (Sid account : trunk.accounts()) {
        secrets.addAll(users.secrets(owner(account, trunk), lists, user));
      }
    }
    return secrets;
  }

  /** Lists are asked for in the name of whom they belong to. */
  private static Domain owner(Sid account, Trunk trunk) {
    return new Domain(
        account,
        trunk.sid(),
        trunk.name(),
        false,
        false,
        List.of(),
        List.of(),
        AllowedNetworks.NONE);
  }

  private static String hex(String algorithm, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(algorithm + " is part of every JDK", impossible);
    }
  }
}
