package org.jackfield.system.sip.application;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What an application remembers of its calls, by Call-ID. Any thread may enter. */
public final class Calls<T> {
  private final Map<String, T> known = new ConcurrentHashMap<>();

  public void put(String callId, T call) {
    known.put(callId, call);
  }

  public T get(String callId) {
    T call = known.get(callId);
    if (call == null) {
      throw new IllegalArgumentException("There is no call " + callId + " among " + known.keySet());
    }
    return call;
  }
}
