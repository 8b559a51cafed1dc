package org.jackfield.router.http;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.jackfield.call.Rejection;
import org.jackfield.interpreter.Line;
import org.jackfield.media.MediaSession;
import org.jackfield.media.MediaStatistics;

/** A line on which nothing is heard. */
final class PlainLine implements Line {

  private final MediaSession sound =
      (MediaSession)
          Proxy.newProxyInstance(
              MediaSession.class.getClassLoader(),
              new Class<?>[] {MediaSession.class},
              (session, method, arguments) -> {
                if (method.getReturnType() == void.class) {
                  return "nothing, which nobody looks at";
                }
                if (method.getReturnType() == MediaStatistics.class) {
                  return new MediaStatistics(0, 0, 0, 0, 0, 0, 0, 0);
                }
                throw new UnsupportedOperationException("Nothing is to be heard: " + method);
              });

  @Override
  public void ring() {}

  @Override
  public void soundEarly() {}

  @Override
  public void acceptTransfer() {}

  @Override
  public void refuseTransfer() {}

  @Override
  public void answeredElsewhere() {}

  @Override
  public void answer() {}

  @Override
  public void reject(Rejection rejection) {}

  @Override
  public void refer(String target) {}

  @Override
  public MediaSession sound() {
    return sound;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of();
  }

  @Override
  public void close() {}
}
