package org.jackfield.rest.v2010;

import java.util.Optional;
import org.jackfield.rest.Representation;
import org.jackfield.trunk.TrunkState;

/** How a trunk is doing on the node that was asked. */
final class TrunkStatus {

  private TrunkStatus() {}

  static Representation show(Representation shown, Optional<TrunkState> state) {
    return shown
        .with("status", state.map(TrunkState::word))
        .withMoment("registered_until", state.flatMap(TrunkState::registered))
        .with("trouble", state.map(TrunkState::trouble).filter(it -> !it.isEmpty()))
        .with("calls_now", state.map(TrunkState::callsNow).orElse(0))
        .with("calls", state.map(TrunkState::calls).orElse(0L))
        .with("calls_refused", state.map(TrunkState::refused).orElse(0L))
        .with("gateway_failures", state.map(TrunkState::failures).orElse(0L))
        .with(
            "gateways_down",
            state.stream()
                .flatMap(it -> it.gateways().stream())
                .filter(gateway -> !gateway.up())
                .map(gateway -> gateway.address() + ": " + gateway.why())
                .toList());
  }
}
