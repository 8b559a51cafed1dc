package org.jackfield.media.service;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The address at which others reach this server, for what is handed out. */
final class PublicBase {

  private static final int HTTP = 8_080;

  private PublicBase() {}

  /** {@code jackfield.public.base}, or this host's own http address. */
  static String of(UnaryOperator<@Nullable String> property) {
    String shift = property.apply("jboss.socket.binding.port-offset");
    String host = property.apply("jboss.bind.address");
    String set = property.apply("jackfield.public.base");
    if (set == null) {
      return "http://"
          + (host == null ? "127.0.0.1" : host)
          + ":"
          + (HTTP + (shift == null ? 0 : Integer.parseInt(shift)));
    }
    return set.endsWith("/") ? set.substring(0, set.length() - 1) : set;
  }
}
