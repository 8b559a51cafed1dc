package org.jackfield.session.cache;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.infinispan.remoting.transport.Address;
import org.jackfield.call.CallFacts;
import org.jackfield.call.OtherNodes;
import org.jackfield.call.Sid;
import org.jackfield.session.Checkpoint;
import org.jackfield.session.SessionStore;
import org.jspecify.annotations.Nullable;

/** The nodes by what they have written into the replicated cache {@code calls}. Any thread. */
@ApplicationScoped
public class Members implements OtherNodes {

  @Inject SessionStore sessions;

  @Resource(lookup = "java:jboss/infinispan/cache/jackfield/calls")
  private @Nullable Cache<String, String> calls;

  private final String self = System.getProperty("jboss.node.name", "node");

  @Override
  public Optional<String> nodeOf(CallFacts call) {
    return nodeOf(call, sessions, self, there());
  }

  static Optional<String> nodeOf(
      CallFacts call, SessionStore sessions, String self, List<String> there) {
    return Stream.concat(Stream.of(call.sid()), call.parentSid().stream())
        .map(Sid::value)
        .map(sessions::checkpoint)
        .flatMap(Optional::stream)
        .map(Checkpoint::node)
        // What a node left behind that has died, or this one before it was started again, is no
        // call
        .filter(node -> !node.equals(self) && there.contains(node))
        .findFirst();
  }

  private List<String> there() {
    List<Address> members =
        Objects.requireNonNull(calls, "the cache calls").getCacheManager().getMembers();
    return members == null ? List.of() : members.stream().map(Address::toString).toList();
  }
}
