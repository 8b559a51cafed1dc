package org.jackfield.system.api;

import com.twilio.http.TwilioRestClient;

/** The SDK for tests of other packages. */
public final class Sdk {

  private Sdk() {}

  /** That of the administrator of the shared server; each answer is held against both contracts. */
  public static TwilioRestClient ofAdministrator() {
    ApiServer server = ApiServer.shared();
    return SdkClient.of(server, server.administrator);
  }
}
