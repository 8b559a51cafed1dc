package org.jackfield.sip.container.core;

import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.mobicents.servlet.sip.core.DispatcherException;
import org.mobicents.servlet.sip.core.SipApplicationDispatcherImpl;

/**
 * Keeps out of the log what is only somebody's message. The core reports as an error, with a stack
 * trace, each request that it answers 404 or 481 because it belongs nowhere; what an application
 * does wrong it reports elsewhere.
 */
final class DispatcherLog {
  // held here, since a logger that nobody holds may be forgotten with its filter
  private static final Logger LOG = Logger.getLogger(SipApplicationDispatcherImpl.class.getName());

  private DispatcherLog() {}

  static void quieten() {
    LOG.setFilter(DispatcherLog::isOurs);
  }

  private static boolean isOurs(LogRecord record) {
    return !(record.getThrown() instanceof DispatcherException);
  }
}
