package org.jackfield.sip.container;

import java.util.Locale;

/** How SIP messages travel, with the token that Via and the {@code transport} parameter carry. */
public enum Transport {
  UDP,
  TCP,
  TLS,
  /** RFC 7118, on the web server's own port. */
  WS,
  WSS;

  /** The token in lower case, as in {@code ;transport=tcp}. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isSecure() {
    return this == TLS || this == WSS;
  }

  public boolean isWebSocket() {
    return this == WS || this == WSS;
  }
}
