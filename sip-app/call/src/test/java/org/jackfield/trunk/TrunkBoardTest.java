package org.jackfield.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.call.Sid;
import org.jackfield.trunk.TrunkBoard.Choice;
import org.jackfield.trunk.TrunkLoad.Channel;
import org.junit.jupiter.api.Test;

class TrunkBoardTest {

  private static final Gateway ONE = Gateway.of("one.test", "", 1, 1);
  private static final Gateway TWO = Gateway.of("two.test", "", 2, 1);
  private static final Gateway OTHER = Gateway.of("other.test", "", 1, 1);

  private final TrunkBoard board = new TrunkBoard(() -> Instant.EPOCH, () -> 0, most -> 0);
  private final Trunk trunk = trunk(Map.of(), ONE, TWO);

  private static Trunk trunk(Map<TrunkSetting, String> settings, Gateway... gateways) {
    return TrunkSettings.of(settings).trunk(Sid.random("TK"), "t", Set.of(), List.of(gateways));
  }

  @Test
  void triesWhatIsDownLast() {
    Trunk spare = trunk(Map.of(), OTHER);
    board.run(trunk).health(ONE).failed("503", Optional.of(Duration.ofMinutes(1)));

    assertThat(board.choices(List.of(trunk, spare)))
        .extracting(Choice::gateway)
        .containsExactly(TWO, OTHER, ONE);
  }

  @Test
  void saysHowTrunksAreDoing() {
    board.update(List.of(trunk));
    assertThat(board.trunks()).extracting(TrunkState::word).containsExactly("up");

    board.run(trunk).health(ONE).failed("no answer", Optional.empty());
    assertThat(board.trunks()).extracting(TrunkState::word).containsExactly("degraded");
    board.run(trunk).health(TWO).failed("503", Optional.empty());

    TrunkState state = board.trunks().getFirst();
    assertThat(state.word()).isEqualTo("down");
    assertThat(state.failures()).isEqualTo(2);
    assertThat(state.gateways().getFirst().why()).isEqualTo("no answer");
  }

  @Test
  void knowsUntilWhenAProviderKnowsUs() {
    Trunk registering =
        trunk(Map.of(TrunkSetting.REGISTER, "true", TrunkSetting.USERNAME, "alice"), ONE);
    board.update(List.of(registering));
    assertThat(board.trunks().getFirst().word()).isEqualTo("unregistered");

    board.run(registering).registered(Instant.EPOCH.plusSeconds(60));

    assertThat(board.trunks().getFirst().word()).isEqualTo("up");
    assertThat(board.trunks().getFirst().registered()).contains(Instant.EPOCH.plusSeconds(60));
    board.run(registering).registered(Instant.EPOCH);
    assertThat(board.trunks().getFirst().word()).as("it has run out").isEqualTo("unregistered");
  }

  @Test
  void keepsWhatIsKnownOfATrunkThatIsChanged() {
    board.update(List.of(trunk));
    Channel call = board.run(trunk).load().out().orElseThrow();
    Trunk smaller =
        TrunkSettings.of(Map.of(TrunkSetting.CHANNELS, "1"))
            .trunk(trunk.sid(), "t", Set.of(), List.of(ONE));
    board.update(List.of(smaller));

    assertThat(board.run(smaller).load().out()).isEmpty();
    call.close();
    assertThat(board.run(smaller).load().out()).isPresent();
    board.update(List.of());
    assertThat(board.trunks()).isEmpty();
  }
}
