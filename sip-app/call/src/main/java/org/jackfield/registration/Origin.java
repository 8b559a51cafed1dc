package org.jackfield.registration;

/**
 * Where a phone was heard from, and so where it is reached, whatever is in between.
 *
 * @param transport {@code UDP}, {@code TCP}, {@code TLS}, {@code WS} or {@code WSS}
 * @param host of the last hop, as this server saw it
 * @param port of the last hop
 * @param local host and port of the connector that heard it
 * @param node the server's name: a connection exists on one node alone
 */
public record Origin(String transport, String host, int port, String local, String node) {

  /** The host of the connector that heard it. */
  public String at() {
    return local.substring(0, Math.max(0, local.lastIndexOf(':')));
  }

  /** Whether a call to it is encrypted on its way. */
  public boolean isSecure() {
    return transport.equals("TLS") || transport.equals("WSS");
  }
}
