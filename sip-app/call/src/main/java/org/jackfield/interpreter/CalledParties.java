package org.jackfield.interpreter;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jackfield.call.CallRefused;
import org.jackfield.interpreter.LegEvent.PartyEnded;
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
  private @Nullable PartyEnded last;

  CalledParties(LiveCall caller, MediaSession sound, Bridges bridges, Parties parties) {
    this.caller = caller;
    this.sound = sound;
    this.bridges = bridges;
    this.parties = parties;
  }

  /** Calls somebody; nothing where there is no way, which is written down. */
  Optional<Party> dial(DialOrder order, Notebook notebook) {
    try {
      Party party = parties.dial(caller, order, notebook.latest());
      alive.add(party);
      return Optional.of(party);
    } catch (CallRefused refused) {
      notebook.error(refused.code(), String.valueOf(refused.getMessage()));
      return Optional.empty();
    }
  }

  void connect(Party party) {
    if (party.equals(connected)) {
      return;
    }
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

  void dropForAnother(Party party) {
    if (alive.contains(party)) {
      parties.dropForAnother(party);
    }
  }

  /** It is gone; the same event. */
  PartyEnded ended(PartyEnded ended) {
    alive.remove(ended.party());
    last = ended;
    if (ended.party().equals(connected)) {
      disconnect();
    }
    return ended;
  }

  boolean isAlive(Party party) {
    return alive.contains(party);
  }

  /** How it ended, if nobody has ended after it. */
  Optional<PartyEnded> endOf(Party party) {
    return Optional.ofNullable(last).filter(ended -> ended.party().equals(party));
  }

  @Override
  public void close() {
    alive.forEach(parties::drop);
    alive.clear();
    disconnect();
  }
}
