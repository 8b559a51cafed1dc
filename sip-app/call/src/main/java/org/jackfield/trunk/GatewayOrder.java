package org.jackfield.trunk;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** In which order gateways are tried (RFC 2782): by priority, and among equals by chance. */
public final class GatewayOrder {

  private GatewayOrder() {}

  /**
   * An order for one call.
   *
   * @param chance a number from 0 to its argument, not including it
   */
  public static List<Gateway> of(List<Gateway> gateways, IntUnaryOperator chance) {
    TreeMap<Integer, List<Gateway>> byPriority = new TreeMap<>();
    for (Gateway gateway : gateways) {
      byPriority.computeIfAbsent(gateway.priority(), it -> new ArrayList<>()).add(gateway);
    }
    List<Gateway> order = new ArrayList<>();
    byPriority.values().forEach(equals -> draw(equals, chance, order));
    return order;
  }

  private static void draw(List<Gateway> urn, IntUnaryOperator chance, List<Gateway> order) {
    // Those without weight come first in the urn, so that they are drawn with a small chance
    urn.sort((one, other) -> Boolean.compare(one.weight() > 0, other.weight() > 0));
    while (!urn.isEmpty()) {
      int sum = urn.stream().mapToInt(Gateway::weight).sum();
      int drawn = chance.applyAsInt(sum + 1);
      int running = 0;
      int index = 0;
      for (; index < urn.size() - 1; index++) {
        running += urn.get(index).weight();
        if (running >= drawn) {
          break;
        }
      }
      order.add(urn.remove(index));
    }
  }
}
