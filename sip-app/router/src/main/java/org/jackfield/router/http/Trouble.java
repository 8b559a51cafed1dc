package org.jackfield.router.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jackfield.router.http.ConnectionOverrides.Mishap;

/** What kept an application from answering, with the documented code (FEATURES 3.9). */
record Trouble(int code, String message, Mishap mishap) {

  static Trouble slow(URI address) {
    return new Trouble(11203, "No answer in time from " + Attempt.bare(address), Mishap.READ);
  }

  /** From what came of sending. */
  static Trouble of(IOException thrown, URI address) {
    String whom = " " + Attempt.bare(address);
    return switch (thrown) {
      case Hosts.NotAllowed e -> new Trouble(11100, String.valueOf(e.getMessage()), Mishap.FINAL);
      case HttpConnectTimeoutException e ->
          new Trouble(11201, "No connection in time to" + whom, Mishap.CONNECT);
      case HttpTimeoutException e -> slow(address);
      case ConnectException e when isUnknown(e) ->
          new Trouble(11210, "No such host:" + whom, Mishap.CONNECT);
      case ConnectException e ->
          new Trouble(11202, "The connection was refused by" + whom, Mishap.CONNECT);
      case UnknownHostException e -> new Trouble(11210, "No such host:" + whom, Mishap.CONNECT);
      case SSLException e -> new Trouble(tlsCode(e), "No TLS with" + whom, Mishap.FINAL);
      case ProtocolException e ->
          new Trouble(11206, "What came is not HTTP: " + e.getMessage(), Mishap.FINAL);
      default -> new Trouble(11205, "The connection broke to" + whom, Mishap.READ);
    };
  }

  private static boolean isUnknown(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  private static int tlsCode(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException
          || cause instanceof CertificateNotYetValidException) {
        return 11236;
      }
      if (cause instanceof CertPathBuilderException) {
        return 11237;
      }
    }
    return isAboutACertificate(thrown) ? 11235 : 11220;
  }

  // What is left of the platform's complaints is that the name is another one
  private static boolean isAboutACertificate(Throwable thrown) {
    return thrown.getCause() instanceof CertificateException;
  }
}
