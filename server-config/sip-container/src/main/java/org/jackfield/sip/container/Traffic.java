package org.jackfield.sip.container;

import java.util.concurrent.atomic.LongAdder;

/** Counts of what passed, for one connector or one application. Any thread may count and read. */
public final class Traffic {
  private final LongAdder requestsReceived = new LongAdder();
  private final LongAdder requestsSent = new LongAdder();
  private final LongAdder[] responsesReceived = perClass();
  private final LongAdder[] responsesSent = perClass();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder parseErrors = new LongAdder();

  public void requestReceived() {
    requestsReceived.increment();
  }

  public void requestSent() {
    requestsSent.increment();
  }

  /** Counts a response under its class. {@code status} is 100 to 699; others are not counted. */
  public void responseReceived(int status) {
    count(responsesReceived, status);
  }

  public void responseSent(int status) {
    count(responsesSent, status);
  }

  /** A new call answered 503 by admission control. */
  public void rejected() {
    rejected.increment();
  }

  /** Something received that is no SIP message. */
  public void parseError() {
    parseErrors.increment();
  }

  public long requestsReceivedCount() {
    return requestsReceived.sum();
  }

  public long requestsSentCount() {
    return requestsSent.sum();
  }

  /** Responses received of one class, {@code hundreds} being 1 to 6. */
  public long responsesReceivedCount(int hundreds) {
    return responsesReceived[hundreds - 1].sum();
  }

  public long responsesSentCount(int hundreds) {
    return responsesSent[hundreds - 1].sum();
  }

  public long rejectedCount() {
    return rejected.sum();
  }

  public long parseErrorCount() {
    return parseErrors.sum();
  }

  private static void count(LongAdder[] classes, int status) {
    int hundreds = status / 100;
    if (hundreds >= 1 && hundreds <= classes.length) {
      classes[hundreds - 1].increment();
    }
  }

  private static LongAdder[] perClass() {
    LongAdder[] classes = new LongAdder[6];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = new LongAdder();
    }
    return classes;
  }
}
