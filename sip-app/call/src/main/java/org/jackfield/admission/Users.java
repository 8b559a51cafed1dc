package org.jackfield.admission;

import java.util.List;
import java.util.Optional;
import org.jackfield.call.Sid;

/** SIP domains and their users. Any thread; answers from memory as a rule. */
public interface Users {

  /** The domain of a name, if an account that may act has it. */
  Optional<Domain> domain(String name);

  /** The domains of an account at which phones may register. */
  List<Domain> domains(Sid accountSid);

  /** What is known of the passwords of a user in any of these lists; none if he is in none. */
  List<Ha1> secrets(Domain domain, List<Sid> lists, String user);

  /** Seals what the server gives out and wants to know again; the same on all nodes. */
  byte[] seal();
}
