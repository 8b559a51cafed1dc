package org.jackfield.router.sip;

import java.net.InetAddress;
import org.jackfield.admission.Logins;
import org.jackfield.sip.Visitors;

/**
 * Tells the server who logs in and who does not, so that it bans who guesses. A wrong password has
 * always answered a challenge that was given to that very address: nobody else is blamed for it.
 */
record WatchedLogins(Visitors visitors) implements Logins {

  @Override
  public void failed(InetAddress source, String user) {
    visitors.failed(source, Visitors.Failure.LOGIN);
  }

  @Override
  public void succeeded(InetAddress source) {
    visitors.succeeded(source);
  }
}
