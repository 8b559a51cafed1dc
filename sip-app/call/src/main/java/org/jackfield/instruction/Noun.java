package org.jackfield.instruction;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom {@link Dial} calls. */
public sealed interface Noun {

  /** What is performed with the called party before it is connected. */
  Optional<Action> screening();

  /** Who is told how its call goes. */
  Optional<Callback> status();

  /**
   * A telephone number.
   *
   * @param sendDigits pressed when it answers, before it is connected
   */
  record Number(
      String number,
      Optional<String> sendDigits,
      Optional<Action> screening,
      Optional<Callback> status)
      implements Noun {}

  /**
   * A registered user of the account.
   *
   * @param parameters told to the user's device
   */
  record Client(
      String name,
      Map<String, String> parameters,
      Optional<Action> screening,
      Optional<Callback> status)
      implements Noun {}

  /**
   * A SIP address.
   *
   * @param address {@code sip:} or {@code sips:}, without headers
   * @param user for a peer that asks who we are, empty if none
   * @param password never logged
   * @param headers sent with the INVITE, in order
   */
  record Sip(
      String address,
      String user,
      String password,
      List<Map.Entry<String, String>> headers,
      Optional<Action> screening,
      Optional<Callback> status)
      implements Noun {
    @Override
    public String toString() {
      return "Sip[" + address + "]";
    }
  }
}
