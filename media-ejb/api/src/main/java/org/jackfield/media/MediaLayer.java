package org.jackfield.media;

/** Where sound is asked for. Entered by any thread. */
public interface MediaLayer {

  /**
   * Asks for a sound and returns at once; it grows while it arrives. A failure is told by the sound
   * itself, and in the end each sound is complete or has failed.
   */
  Sound fetch(MediaRequest request, SoundFormat format, Asker asker);

  /**
   * On whose behalf a sound is asked for.
   *
   * @param accountSid decides what may be seen
   * @param callSid for the log and the notification
   */
  record Asker(String accountSid, String callSid) {}
}
