package org.jackfield.call;

/** Who began a call. */
public enum Direction {
  /** A phone called us. */
  INBOUND("inbound"),
  /** The API asked for it. */
  OUTBOUND_API("outbound-api"),
  /** An instruction of another call asked for it. */
  OUTBOUND_DIAL("outbound-dial");

  private final String word;

  Direction(String word) {
    this.word = word;
  }

  /** As applications and the API are told. */
  public String word() {
    return word;
  }
}
