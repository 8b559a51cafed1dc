package org.jackfield.sip.container.security;

import java.util.Set;

/** What a request must bring along to reach a servlet. */
public sealed interface Access {

  /** Nothing. */
  record Open() implements Access {}

  /** Nobody gets there. */
  record Nobody() implements Access {}

  /** It must come over TLS or a secure WebSocket. */
  record OnlySecure() implements Access {}

  /** Its sender must be known. */
  record AnyCaller(Challenger challenger) implements Access {}

  /** Its sender must be known and have one of these roles. */
  record InRole(Set<String> roles, Challenger challenger) implements Access {
    public InRole {
      roles = Set.copyOf(roles);
    }
  }
}
