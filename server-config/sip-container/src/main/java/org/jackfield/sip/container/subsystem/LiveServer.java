package org.jackfield.sip.container.subsystem;

import java.util.Optional;
import org.jackfield.sip.container.SipServer;
import org.jspecify.annotations.Nullable;

/** The server while it runs, for operations that read its figures or change it in flight. */
final class LiveServer {
  private volatile @Nullable SipServer server;

  /** Takes the server when it starts, and null when it stops. */
  void accept(@Nullable SipServer started) {
    server = started;
  }

  Optional<SipServer> server() {
    return Optional.ofNullable(server);
  }
}
