package org.jackfield.trunk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.Sid;

/**
 * How a trunk is doing on this node.
 *
 * @param registered until when its provider knows us; nothing if it does not, or need not
 * @param trouble why it does not, empty if all is well
 * @param callsNow that are alive
 * @param calls since the start
 * @param refused calls that were one too many for its limits
 * @param failures calls that a gateway of it failed
 */
public record TrunkState(
    Sid sid,
    String name,
    boolean registers,
    Optional<Instant> registered,
    String trouble,
    List<GatewayState> gateways,
    int callsNow,
    long calls,
    long refused,
    long failures) {

  /** Copies the list. */
  public TrunkState {
    gateways = List.copyOf(gateways);
  }

  /**
   * In one word: {@code up}, {@code degraded} (a gateway is down), {@code unregistered}, {@code
   * down}.
   */
  public String word() {
    long up = gateways.stream().filter(GatewayState::up).count();
    if (up == 0 && !gateways.isEmpty()) {
      return "down";
    }
    if (registers && registered.isEmpty()) {
      return "unregistered";
    }
    return up < gateways.size() ? "degraded" : "up";
  }

  /**
   * How a gateway is doing.
   *
   * @param why it is down, empty if it is not
   */
  public record GatewayState(String address, boolean up, String why, long failures) {}
}
