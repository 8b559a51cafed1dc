package org.jackfield.media.service;

/** The address at which others reach this server, for what is handed out. */
final class PublicBase {

  private static final int HTTP = 8_080;

  private PublicBase() {}

  /** {@code jackfield.public.base}, or this host's own http address. */
  static String ofSystem() {
    int port = HTTP + Integer.getInteger("jboss.socket.binding.port-offset", 0);
    String host = System.getProperty("jboss.bind.address", "127.0.0.1");
    String set = System.getProperty("jackfield.public.base", "http://" + host + ":" + port);
    return set.endsWith("/") ? set.substring(0, set.length() - 1) : set;
  }
}
