package org.jackfield.media;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A place in which many sessions hear each other. Any thread; nothing here waits: what is asked for
 * is true a moment later.
 */
public interface Room extends AutoCloseable {

  /** No room has more members. */
  int MOST_MEMBERS = 500;

  /**
   * Takes a session in, out of the bridge or room in which it may be. What is played to it is heard
   * by it alone, instead of the others.
   *
   * @param before does to the member what has to be so before anybody hears it: mutes it, say
   * @return nothing where the room is full, or closed. It is full, too, where one thread of the
   *     engine could not carry one more: some 200 members who all speak Opus
   */
  Optional<Member> join(MediaSession session, Consumer<Member> before);

  /** Takes a session in, which hears all others and is heard by them. */
  default Optional<Member> join(MediaSession session) {
    return join(session, member -> {});
  }

  /** Who is in it, in no order. */
  List<Member> members();

  /** Who speaks now and is heard by all, the loudest first. */
  List<Member> activeSpeakers();

  /** All leave; nobody comes in any more. */
  @Override
  void close();

  /** One who is in a room, until it leaves or its session is closed. */
  interface Member extends AutoCloseable {

    /** Whose sound it is. */
    MediaSession session();

    /** Lets nobody hear it, or all again. */
    void mute(boolean yes);

    /** Takes it out of the conversation, both ways, or back into it. */
    void hold(boolean yes);

    /** Makes it louder or softer for the others, in decibels, up to 24; -100 is silence. */
    void gain(double decibels);

    /** Lets one other alone hear it, and nobody once that one has left. */
    void coach(Member other);

    /** Lets all hear it again. */
    void stopCoaching();

    /** Whether it speaks now and is heard by all. */
    boolean isSpeaking();

    /** How loud it is, after its gain, in decibels of full scale: -100 to 0. */
    double level();

    /** Leaves the room. Harmless when repeated. */
    @Override
    void close();
  }
}
