package org.jackfield.sip.container.security;

/** In which role a challenge is made (RFC 3261 sections 22.2 and 22.3). */
public enum Challenger {
  USER_AGENT(401, "WWW-Authenticate", "Authorization"),
  PROXY(407, "Proxy-Authenticate", "Proxy-Authorization");

  private final int status;
  private final String challengeHeader;
  private final String credentialsHeader;

  Challenger(int status, String challengeHeader, String credentialsHeader) {
    this.status = status;
    this.challengeHeader = challengeHeader;
    this.credentialsHeader = credentialsHeader;
  }

  public int status() {
    return status;
  }

  public String challengeHeader() {
    return challengeHeader;
  }

  public String credentialsHeader() {
    return credentialsHeader;
  }
}
