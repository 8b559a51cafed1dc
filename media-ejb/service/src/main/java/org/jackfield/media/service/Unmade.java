package org.jackfield.media.service;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.jackfield.media.MediaFailure;

/** A sound could not be made, for a reason that the customer may read. */
final class Unmade extends Exception {

  private static final long serialVersionUID = 1L;

  /** The number of what cannot be fetched at all. */
  static final int BAD_ADDRESS = 11100;

  /** The number of a connection that was not made in time. */
  static final int CONNECT_TIMEOUT = 11201;

  /** The number of a connection that was refused. */
  static final int REFUSED = 11202;

  /** The number of an answer that did not come in time. */
  static final int TOO_SLOW = 11203;

  /** The number of a connection that broke. */
  static final int BROKEN = 11205;

  /** The number of a host without an address. */
  static final int NO_SUCH_HOST = 11210;

  /** The number of a bad redirect, or one too many. */
  static final int REDIRECTS = 11215;

  /** The number of a status that is none of success. */
  static final int STATUS = 11217;

  /** The number of a failed TLS handshake. */
  static final int TLS = 11220;

  /** The number of an error of ours. */
  static final int INTERNAL = 12400;

  /** The number of what is no sound. */
  static final int NO_SOUND = 13420;

  /** The number of a text that cannot be spoken. */
  static final int NO_SPEECH = 13520;

  private final transient MediaFailure failure;
  private final boolean originFailed;

  Unmade(int code, String message) {
    this(code, message, false);
  }

  /** With whether a kept sound may stand in for it (RFC 5861 section 4). */
  Unmade(int code, String message, boolean originFailed) {
    this(new MediaFailure(code, message), originFailed);
  }

  private Unmade(MediaFailure failure, boolean originFailed) {
    super(failure.message());
    this.failure = failure;
    this.originFailed = originFailed;
  }

  /** The same, because of what an origin was asked and answered. */
  Unmade after(MediaFailure.Exchange asked) {
    return new Unmade(failure.after(asked), originFailed);
  }

  /** The same, without what an origin was asked: that may hold the operator's own secrets. */
  Unmade alone() {
    return new Unmade(new MediaFailure(failure.code(), failure.message()), originFailed);
  }

  MediaFailure failure() {
    return failure;
  }

  boolean originFailed() {
    return originFailed;
  }

  /** Nobody knows where it is. */
  static Unmade unknown(URI at) {
    return new Unmade(NO_SUCH_HOST, "No host is called " + at.getHost(), true);
  }

  /** Why nothing came of a request to an origin. */
  static Unmade onTheWay(URI at, Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException late ->
          new Unmade(
              CONNECT_TIMEOUT, "No connection to " + OriginAddress.shown(at) + " in time", true);
      case HttpTimeoutException late ->
          new Unmade(TOO_SLOW, OriginAddress.shown(at) + " did not answer in time", true);
      case ConnectException refused ->
          new Unmade(REFUSED, OriginAddress.shown(at) + " takes no connection", true);
      case SSLException unsafe ->
          new Unmade(TLS, OriginAddress.shown(at) + " fails at TLS: " + unsafe.getMessage(), true);
      default ->
          new Unmade(BROKEN, OriginAddress.shown(at) + " broke off: " + cause.getMessage(), true);
    };
  }
}
