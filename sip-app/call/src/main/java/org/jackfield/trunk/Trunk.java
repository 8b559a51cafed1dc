package org.jackfield.trunk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.call.Sid;
import org.jackfield.media.SoundPolicy;

/**
 * A provider or another exchange.
 *
 * @param accounts whose it is; where there is none, it is for all
 * @param gateways in any order
 * @param byOperator whether who runs the server has set it up: then it counts for all of the server
 */
public record Trunk(
    Sid sid,
    String name,
    Set<Sid> accounts,
    List<Gateway> gateways,
    Outward outward,
    Admission admission,
    NumberRule numbers,
    boolean byOperator) {

  /** Copies what is not its own. */
  public Trunk {
    accounts = Set.copyOf(accounts);
    gateways = List.copyOf(gateways);
  }

  /** Whether calls of an account may use it, and it the account's numbers. */
  public boolean serves(Sid account) {
    return accounts.isEmpty() || accounts.contains(account);
  }

  /**
   * How calls go out by it.
   *
   * @param login for who there asks who we are
   * @param probing how often gateways are asked whether they live; zero for never
   * @param patience how long a gateway may say nothing before the next is tried
   * @param sound what is spoken with it
   * @param headers done in their order
   */
  public record Outward(
      Optional<Credentials> login,
      Optional<Registration> registration,
      Duration probing,
      Duration patience,
      SoundPolicy sound,
      CallerIdPolicy callerId,
      List<HeaderRule> headers,
      Limits limits) {

    /** Copies the list. */
    public Outward {
      headers = List.copyOf(headers);
    }
  }

  /**
   * That a provider is told where we are.
   *
   * @param registrars where it is told: the next one where the one before did not take it
   * @param user as whom
   * @param expiry how long it shall hold
   */
  public record Registration(List<Gateway> registrars, String user, Duration expiry) {
    /** Copies the list, which is not empty. */
    public Registration {
      registrars = List.copyOf(registrars);
    }

    /** The first choice. */
    public Gateway registrar() {
      return registrars.getFirst();
    }
  }

  /**
   * How much at once.
   *
   * @param callsPerSecond 0 for as many as come
   * @param channels calls that are alive, in both directions; 0 for as many as come
   */
  public record Limits(int callsPerSecond, int channels) {
    /** None. */
    public static final Limits NONE = new Limits(0, 0);
  }

  /**
   * Who may call from there: who fulfils any of it.
   *
   * @param networks where calls come from, such as {@code 192.0.2.0/24}
   * @param logins who calls with a user and a password
   * @param credentialLists of the accounts, whose users may call
   * @param subjects names in a TLS client certificate: a DNS name or URI of it, its common name, or
   *     the whole distinguished name
   */
  public record Admission(
      List<String> networks,
      List<Credentials> logins,
      List<Sid> credentialLists,
      List<String> subjects) {

    /** Nobody calls from there. */
    public static final Admission NOBODY =
        new Admission(List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Admission {
      networks = List.copyOf(networks);
      logins = List.copyOf(logins);
      credentialLists = List.copyOf(credentialLists);
      subjects = List.copyOf(subjects);
    }

    /** Whether anybody may. */
    public boolean isEmpty() {
      return networks.isEmpty()
          && logins.isEmpty()
          && credentialLists.isEmpty()
          && subjects.isEmpty();
    }
  }
}
