package org.jackfield.session.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.Direction;
import org.jackfield.call.Sid;
import org.jackfield.session.Checkpoint;
import org.jackfield.session.MemorySessionStore;
import org.jackfield.session.SessionKey;
import org.junit.jupiter.api.Test;

class MembersTest {

  private static final Sid ACCOUNT = Sid.random("AC");
  private static final List<String> THERE = List.of("a", "b");

  private final MemorySessionStore sessions = new MemorySessionStore(() -> Instant.EPOCH);

  @Test
  void findsTheOtherNodeThatPerformsACallOrItsParentsInstructions() {
    CallFacts parent = call(Optional.empty());
    CallFacts child = call(Optional.of(parent.sid()));
    assertThat(nodeOf(parent)).isEmpty();

    performs("b", parent);

    assertThat(nodeOf(parent)).contains("b");
    assertThat(nodeOf(child)).contains("b");
  }

  @Test
  void takesNothingForACallThatANodeLeftBehind() {
    CallFacts ofADeadNode = call(Optional.empty());
    CallFacts ofAnEarlierLife = call(Optional.empty());
    performs("c", ofADeadNode);
    performs("a", ofAnEarlierLife);

    assertThat(nodeOf(ofADeadNode)).isEmpty();
    assertThat(nodeOf(ofAnEarlierLife)).isEmpty();
  }

  private Optional<String> nodeOf(CallFacts call) {
    return Members.nodeOf(call, sessions, "a", THERE);
  }

  private void performs(String node, CallFacts call) {
    sessions.save(
        new Checkpoint(
            call.sid().value(),
            ACCOUNT.value(),
            SessionKey.ofPair(ACCOUNT.value(), "http://app.example/", "1", "2"),
            "{}",
            "",
            "<Response/>",
            0,
            node,
            Instant.EPOCH));
  }

  private static CallFacts call(Optional<Sid> parent) {
    return new CallFacts(
        Sid.random("CA"),
        ACCOUNT,
        "+15550001",
        "+15550002",
        Direction.INBOUND,
        Instant.EPOCH,
        parent,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
