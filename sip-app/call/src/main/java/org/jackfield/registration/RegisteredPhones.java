package org.jackfield.registration;

import java.util.List;
import java.util.Optional;
import org.jackfield.admission.Domain;
import org.jackfield.admission.Standing;
import org.jackfield.admission.Users;

/** The phones of users that are called now, by the right that the users have now. Any thread. */
public final class RegisteredPhones {

  private final Users users;
  private final Locations locations;

  /** Those at some locations. */
  public RegisteredPhones(Users users, Locations locations) {
    this.users = users;
    this.locations = locations;
  }

  /**
   * Those of a user: another password, or a domain that has become another's, is another right. Of
   * a domain that has become secure, those that came by TLS alone.
   */
  public List<Binding> of(Domain domain, String user) {
    List<Binding> known = known(domain, user);
    return called(known, standing(domain, user, known), domain);
  }

  /**
   * The same, of a user who is called: of one who has no right any more all are forgotten. Those of
   * another right are left to their expiry, since it may be this server that knows an older one.
   */
  public List<Binding> whenCalled(Domain domain, String user) {
    List<Binding> known = known(domain, user);
    Optional<String> standing = standing(domain, user, known);
    if (standing.isEmpty()) {
      known.forEach(locations::unbind);
    }
    return called(known, standing, domain);
  }

  private List<Binding> known(Domain domain, String user) {
    return locations.of(new UserAddress(user, domain.name()));
  }

  /** Nobody is asked for the password of who has no phone. */
  private Optional<String> standing(Domain domain, String user, List<Binding> known) {
    return known.isEmpty() ? Optional.empty() : Standing.of(users, domain, user);
  }

  private static List<Binding> called(
      List<Binding> known, Optional<String> standing, Domain domain) {
    return known.stream()
        .filter(phone -> standing.filter(phone.standing()::equals).isPresent())
        .filter(phone -> phone.origin().isSecure() || !domain.secure())
        .toList();
  }
}
