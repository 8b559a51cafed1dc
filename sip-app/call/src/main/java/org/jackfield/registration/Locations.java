package org.jackfield.registration;

import java.util.List;
import java.util.function.Function;
import org.jackfield.call.Sid;

/**
 * Where the users of SIP domains are, for all nodes, and after a restart. Any thread; a few
 * milliseconds for a change.
 */
public interface Locations {

  /** The bindings of a user that are true now. */
  List<Binding> of(UserAddress address);

  /**
   * Changes the bindings of a user by a rule, which is asked again if another was quicker.
   *
   * @param rule gets those that are true now; what it keeps is kept until the last of them expires
   * @return what the rule decided
   */
  Decision bind(UserAddress address, Function<List<Binding>, Decision> rule);

  /** Forgets a binding, if it has not been renewed meanwhile. */
  default void unbind(Binding binding) {
    bind(
        binding.address(),
        known ->
            new Decision.Kept(
                known.stream().filter(one -> !one.equals(binding)).toList(),
                known.contains(binding)));
  }

  /**
   * Forgets a binding, however often it has been renewed meanwhile.
   *
   * @return whether it was there
   */
  default boolean remove(UserAddress address, Sid sid) {
    return bind(
                address,
                known -> {
                  List<Binding> rest =
                      known.stream().filter(one -> !one.sid().equals(sid)).toList();
                  return new Decision.Kept(rest, rest.size() < known.size());
                })
            instanceof Decision.Kept kept
        && kept.changed();
  }
}
