package org.jackfield.sip.container.core.transport;

import gov.nist.core.StackLogger;
import java.util.Properties;

/**
 * What the stack has to say, at warning and above and one of a kind a minute. Everything below is
 * refused by {@link #isLoggingEnabled(int)}, so the stack does not even build its messages.
 */
public final class StackLog implements StackLogger {
  private final Troubles troubles = new Troubles();

  @Override
  public boolean isLoggingEnabled() {
    return true;
  }

  @Override
  public boolean isLoggingEnabled(int level) {
    return level <= TRACE_ERROR;
  }

  @Override
  public void logException(Throwable trouble) {
    troubles.met("The SIP stack met an exception", trouble);
  }

  @Override
  public void logFatalError(String message) {
    warn(message);
  }

  @Override
  public void logError(String message) {
    warn(message);
  }

  @Override
  public void logError(String message, Exception trouble) {
    troubles.met(firstLine(message), trouble);
  }

  @Override
  public void logWarning(String message) {}

  @Override
  public void logInfo(String message) {}

  @Override
  public void logDebug(String message) {}

  @Override
  public void logDebug(String message, Exception trouble) {}

  @Override
  public void logTrace(String message) {}

  @Override
  public void logStackTrace() {}

  @Override
  public void logStackTrace(int level) {}

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void disableLogging() {}

  @Override
  public void enableLogging() {}

  @Override
  public void setBuildTimeStamp(String stamp) {}

  @Override
  public void setStackProperties(Properties properties) {}

  @Override
  public String getLoggerName() {
    return "org.jackfield.sip";
  }

  private void warn(String message) {
    String line = firstLine(message);
    troubles.warn(line.substring(0, Math.min(line.length(), 40)), "SIP stack: " + line);
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
