package org.jackfield.registration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which phones ring when a user is called. */
public final class Phones {

  private Phones() {}

  /**
   * All of the user's devices at once, each by one of its connections; then, where it has several,
   * by another (RFC 5626 section 6 forbids two at once). One of this server's own comes first,
   * since a connection exists on one node alone, and of several the one that holds longest.
   *
   * @param node the server's name
   */
  public static List<List<Binding>> steps(List<Binding> bindings, String node) {
    List<Binding> bestFirst = new ArrayList<>(bindings);
    bestFirst.sort(
        Comparator.comparing((Binding binding) -> binding.origin().node().equals(node))
            .thenComparing(Binding::expires)
            .reversed());
    List<List<Binding>> steps = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Binding binding : bestFirst) {
      String device = binding.contact().instance().orElse(binding.contact().uri());
      int step = seen.merge(device, 1, Integer::sum) - 1;
      if (step == steps.size()) {
        steps.add(new ArrayList<>());
      }
      steps.get(step).add(binding);
    }
    return steps.stream().map(List::copyOf).toList();
  }
}
