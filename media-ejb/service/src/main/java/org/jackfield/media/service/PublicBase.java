package org.jackfield.media.service;

import java.util.function.UnaryOperator;
import org.jackfield.network.OwnAddress;
import org.jspecify.annotations.Nullable;

/** The address at which others reach this server, for what is handed out. */
final class PublicBase {

  private PublicBase() {}

  /** {@code jackfield.public.base}, or this host's own http address. */
  static String of(UnaryOperator<@Nullable String> property) {
    String set = property.apply("jackfield.public.base");
    if (set == null || set.isBlank()) {
      return "http://" + OwnAddress.seen(property) + ":" + OwnAddress.httpPort(property);
    }
    return set.endsWith("/") ? set.substring(0, set.length() - 1) : set;
  }
}
