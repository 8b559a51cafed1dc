package org.jackfield.call;

/** How a call ended. */
public enum Outcome {
  /** It had been answered. */
  COMPLETED("completed"),
  /** The called party was busy. */
  BUSY("busy"),
  /** Nobody answered in time, or the caller gave up. */
  NO_ANSWER("no-answer"),
  /** It could not be placed or served. */
  FAILED("failed"),
  /** It was ended before an answer, by whoever began it. */
  CANCELED("canceled");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** As applications and the API are told. */
  public String word() {
    return word;
  }
}
