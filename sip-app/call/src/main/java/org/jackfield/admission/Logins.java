package org.jackfield.admission;

import java.net.InetAddress;

/** Is told how logins went, to find out who guesses. Any thread; returns at once. */
public interface Logins {

  /** Nobody watches. */
  Logins UNWATCHED =
      new Logins() {
        @Override
        public void failed(InetAddress source, String user) {}

        @Override
        public void succeeded(InetAddress source) {}
      };

  /** A wrong password, or a user or domain that is not there. */
  void failed(InetAddress source, String user);

  /** Somebody has shown who he is. */
  void succeeded(InetAddress source);
}
