package org.jackfield.media.service;

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
    super(message);
    this.failure = new MediaFailure(code, message);
    this.originFailed = originFailed;
  }

  MediaFailure failure() {
    return failure;
  }

  boolean originFailed() {
    return originFailed;
  }
}
