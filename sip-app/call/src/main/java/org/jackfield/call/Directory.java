package org.jackfield.call;

import java.util.Optional;

/** Accounts and numbers, as far as calls need them. Any thread; answers from memory as a rule. */
public interface Directory {

  /**
   * Who serves a number or SIP address that is called.
   *
   * @param called the user part as it was dialled, or {@code @domain} for a SIP domain
   */
  Optional<Destination> called(String called);

  /** The account, if it is there and may act. */
  Optional<Account> account(Sid accountSid);

  /**
   * Whom a call is for, and where its instructions are.
   *
   * @param numberSid the number that was called, if it was one
   * @param domainSid the SIP domain that was called, if it was one
   */
  record Destination(
      Sid accountSid, Optional<Sid> numberSid, Optional<Sid> domainSid, VoiceSettings voice) {}

  /**
   * What calls need to know of an account.
   *
   * @param signingToken signs the requests to its applications; never logged
   */
  record Account(Sid sid, String signingToken) {
    @Override
    public String toString() {
      return "Account[" + sid + "]";
    }
  }
}
