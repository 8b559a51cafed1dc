package org.jackfield.network;

/**
 * Prepares the platform's HTTP client, which reads once what it may do, when it is first used:
 * whoever uses it asks here before. Any thread.
 */
public final class PlatformClient {

  private static final String HEADERS = "jdk.httpclient.allowRestrictedHeaders";
  private static final String RETRY = "jdk.httpclient.enableAllMethodRetry";

  private PlatformClient() {}

  /** Allows what we need, unless the operator has said something else. */
  public static void prepare() {
    // Requests connect to an address that was checked, and name their host (D21)
    if (System.getProperty(HEADERS) == null) {
      System.setProperty(HEADERS, "host");
    }
    // A server may close a kept connection at the moment of our request (RFC 9112 section 9.3.1):
    // a POST too is then sent again, with the same idempotency token
    if (System.getProperty(RETRY) == null) {
      System.setProperty(RETRY, "true");
    }
  }
}
