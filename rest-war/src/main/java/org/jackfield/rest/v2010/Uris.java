package org.jackfield.rest.v2010;

import org.jackfield.call.Sid;

/** Relative addresses of things, as answers name them. */
final class Uris {

  private Uris() {}

  /** Of an account, without a form at its end. */
  static String account(Sid account) {
    return CallApi.ROOT + "/Accounts/" + account;
  }

  /** Of a thing of an account. */
  static String of(Sid account, String... steps) {
    return account(account) + "/" + String.join("/", steps) + ".json";
  }
}
