package org.jackfield.router.sip;

import java.time.InstantSource;
import java.util.Map;
import org.jackfield.call.CallEvent;
import org.jackfield.call.Rejection;
import org.jackfield.interpreter.Inbox;
import org.jackfield.interpreter.Line;
import org.jackfield.media.MediaSession;

/**
 * A call to a user of ours who has no phone at the moment: it is refused as a proxy would refuse it
 * (RFC 3261 section 16.6, step 1).
 */
final class AbsentLine implements Line {

  private static final int TEMPORARILY_UNAVAILABLE = 480;

  private final MediaSession sound;

  AbsentLine(Inbox inbox, MediaSession sound, InstantSource clock) {
    this.sound = sound;
    inbox.tell(new CallEvent.Refused(TEMPORARILY_UNAVAILABLE, clock.instant()));
  }

  @Override
  public void ring() {}

  @Override
  public void soundEarly() {}

  @Override
  public void answer() {}

  @Override
  public void reject(Rejection rejection) {}

  @Override
  public void refer(String target) {}

  @Override
  public void acceptTransfer() {}

  @Override
  public void refuseTransfer() {}

  @Override
  public void answeredElsewhere() {}

  @Override
  public MediaSession sound() {
    return sound;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of();
  }

  @Override
  public void close() {
    sound.close();
  }
}
