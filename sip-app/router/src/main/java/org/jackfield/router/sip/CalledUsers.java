package org.jackfield.router.sip;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.admission.Domain;
import org.jackfield.admission.Users;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRefused;
import org.jackfield.media.SoundPolicy;
import org.jackfield.media.SoundPolicy.Protection;
import org.jackfield.registration.Binding;
import org.jackfield.registration.Locations;
import org.jackfield.registration.Phones;
import org.jackfield.registration.RegisteredPhones;

/** Finds the phones of those who are called. Any thread. */
final class CalledUsers {

  private static final Logger LOG = System.getLogger(CalledUsers.class.getName());
  private static final String CLIENT = "client:";
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|\\[.*");
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)sips?:([^@;?:]+)(?::[^@]*)?@([^:;?]+).*", Pattern.DOTALL);

  private final Users users;
  private final RegisteredPhones phones;
  private final String node;

  /**
   * Those who are registered somewhere.
   *
   * @param node the server's name: its own connections are tried first
   */
  CalledUsers(Users users, Locations locations, String node) {
    this.users = users;
    this.phones = new RegisteredPhones(users, locations);
    this.node = node;
  }

  /**
   * Somebody who is called.
   *
   * @param address by which
   * @param steps his phones: those of a step ring at once; none if he has none now
   * @param sound what is offered to all of them: an offer is one for all that ring at once
   */
  record User(String address, List<List<Binding>> steps, SoundPolicy sound) {

    static User of(String address, List<Binding> phones, boolean secure, String node) {
      boolean encrypted = phones.stream().allMatch(phone -> phone.origin().isSecure());
      Optional<Protection> protection =
          secure
              ? Optional.of(Protection.REQUIRED)
              // Keys are written in the offer: nobody is shown them who hears the signalling
              : Optional.of(Protection.OFFERED).filter(offered -> encrypted);
      SoundPolicy sound = new SoundPolicy(List.of(), protection);
      List<String> met = phones.stream().map(phone -> phone.origin().at()).distinct().toList();
      return new User(
          address, Phones.steps(phones, node), met.size() == 1 ? sound.at(met.getFirst()) : sound);
    }
  }

  /**
   * Whom a call is for, if it is a user of a domain of the account that calls. Others' domains are
   * called like any address, and decide themselves who may.
   *
   * @throws CallRefused if it is for a client who is nowhere
   */
  Optional<User> of(CallFacts facts) throws CallRefused {
    String to = facts.to();
    if (to.startsWith(CLIENT)) {
      return Optional.of(client(facts, to.substring(CLIENT.length())));
    }
    Matcher address = ADDRESS.matcher(to);
    if (!address.matches()) {
      return Optional.empty();
    }
    return domain(address.group(2).toLowerCase(Locale.ROOT))
        .filter(domain -> domain.registers() && domain.accountSid().equals(facts.accountSid()))
        .map(domain -> {
          String user = Registering.unescaped(address.group(1));
          return User.of(
              to.split("[;?]", 2)[0], phones.whenCalled(domain, user), domain.secure(), node);
        });
  }

  /** Nothing while the database is away, and for what no domain can be called. */
  private Optional<Domain> domain(String host) {
    if (NUMERIC.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return users.domain(host);
    } catch (RuntimeException away) {
      LOG.log(Level.DEBUG, "Whether " + host + " is a domain of ours is not known now", away);
      return Optional.empty();
    }
  }

  private User client(CallFacts facts, String name) throws CallRefused {
    List<Binding> open = new ArrayList<>();
    List<Binding> guarded = new ArrayList<>();
    for (Domain domain : users.domains(facts.accountSid())) {
      (domain.secure() ? guarded : open).addAll(phones.whenCalled(domain, name));
    }
    boolean secure = !guarded.isEmpty();
    // One offer serves all: those of a secure domain cannot share it with others
    List<Binding> rung = secure ? guarded : open;
    if (rung.isEmpty()) {
      throw new CallRefused(13224, "No phone is registered as " + CLIENT + name);
    }
    String domain = rung.getFirst().address().domain();
    return User.of("sip:" + escaped(name) + "@" + domain, rung, secure, node);
  }

  private static String escaped(String user) {
    StringBuilder text = new StringBuilder();
    for (byte one : user.getBytes(StandardCharsets.UTF_8)) {
      // RFC 3261 section 25.1: user
      if (one > ' ' && "\"#%<>@[\\]^`{|}:;?/".indexOf(one) < 0 && one < 127) {
        text.append((char) one);
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", one & 0xFF));
      }
    }
    return text.toString();
  }
}
