package org.jackfield.interpreter;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jackfield.call.CallRefused;
import org.jackfield.media.MediaEngine.Bridge;
import org.jackfield.media.MediaSession;
import org.jspecify.annotations.Nullable;

/** Those whom a call has called, and the one that it is connected to. Its own thread only. */
final class CalledParties implements AutoCloseable {

  private final LiveCall caller;
  private final MediaSession sound;
  private final Bridges bridges;
  private final Parties parties;
  private final Set<Party> alive = new LinkedHashSet<>();
  private @Nullable Bridge bridge;
  private @Nullable Party connected;

  CalledParties(LiveCall caller, MediaSession sound, Bridges bridges, Parties parties) {
    this.caller = caller;
    this.sound = sound;
    this.bridges = bridges;
    this.parties = parties;
  }

  Party dial(DialOrder order) throws CallRefused {
    Party party = parties.dial(caller, order);
    alive.add(party);
    return party;
  }

  void connect(Party party) {
    disconnect();
    parties
        .sound(party)
        .ifPresent(other -> {
          bridge = bridges.bridge(sound, other);
          connected = party;
        });
  }

  private void disconnect() {
    Bridge open = bridge;
    bridge = null;
    connected = null;
    if (open != null) {
      open.close();
    }
  }

  void drop(Party party) {
    if (party.equals(connected)) {
      disconnect();
    }
    if (alive.contains(party)) {
      parties.drop(party);
    }
  }

  /** It is gone. */
  void ended(Party party) {
    alive.remove(party);
    if (party.equals(connected)) {
      disconnect();
    }
  }

  @Override
  public void close() {
    alive.forEach(parties::drop);
    alive.clear();
    disconnect();
  }
}
