package org.jackfield.media.rtp;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Room;
import org.jspecify.annotations.Nullable;

/**
 * What the outside sees of a room. It begins where its first member is; those who come later move
 * there. Any thread; what moves sound is the {@link Table}.
 */
final class RtpRoom implements Room {

  private final int mostMembers;
  private final int mostWeight;
  private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
  private @Nullable Table table;
  private int taken;
  private int weight;
  private boolean closed;

  /** Its members may weigh so much together, for they are all of one ticker. */
  RtpRoom(int mostMembers, int mostWeight) {
    this.mostWeight = mostWeight;
    if (mostMembers < 1 || mostMembers > MOST_MEMBERS) {
      throw new IllegalArgumentException(
          "A room has 1 to " + MOST_MEMBERS + " members, not " + mostMembers);
    }
    this.mostMembers = mostMembers;
  }

  @Override
  public Optional<Member> join(MediaSession session, Consumer<Member> before) {
    RtpSession joining = (RtpSession) session;
    int heavier = joining.weightInRoom();
    Table place = place(joining, heavier);
    if (place == null) {
      return Optional.empty();
    }
    Seat[] self = new Seat[1];
    Seat seat = new Seat(joining, place, () -> left(self[0], heavier));
    self[0] = seat;
    before.accept(seat);
    seats.add(seat);
    joining.leg().submit(() -> joining.leg().company().sit(seat));
    if (isClosed()) {
      seat.close();
    }
    return Optional.of(seat);
  }

  private synchronized @Nullable Table place(RtpSession joining, int heavier) {
    if (closed || taken == mostMembers || weight + heavier > mostWeight) {
      return null;
    }
    taken++;
    weight += heavier;
    Table place = table;
    if (place == null) {
      place = new Table(joining.leg().ticker(), mostMembers);
      table = place;
    }
    return place;
  }

  private void left(Seat seat, int lighter) {
    seats.remove(seat);
    synchronized (this) {
      taken--;
      weight -= lighter;
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public List<Member> members() {
    return List.copyOf(seats);
  }

  @Override
  public List<Member> activeSpeakers() {
    return seats.stream()
        .filter(Seat::isSpeaking)
        .sorted(Comparator.comparingDouble(Seat::level).reversed())
        .<Member>map(seat -> seat)
        .toList();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    seats.forEach(Seat::close);
  }
}
