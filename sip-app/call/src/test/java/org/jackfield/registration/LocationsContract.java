package org.jackfield.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jackfield.registration.Decision.Kept;
import org.jackfield.registration.Decision.Refused;
import org.junit.jupiter.api.Test;

/** What each store of locations promises. */
public interface LocationsContract {

  Instant NOW = Instant.now();
  UserAddress ALICE = new UserAddress("alice", "example.com");

  Locations locations();

  /** Lets time pass for the store. */
  void pass(Duration time);

  static Binding binding(String host, Instant until) {
    return new Binding(
        ALICE,
        new Contact(
            "sip:alice@" + host,
            host,
            Optional.empty(),
            0.5f,
            Optional.of("<urn:uuid:" + host + ">"),
            Optional.of(7)),
        NOW.minusSeconds(5),
        until,
        "call",
        3,
        List.of("<sip:edge@example.com;lr;ob>"),
        "Phone/1.0",
        new Origin("TLS", "192.0.2.7", 4_711, "192.0.2.1:5061", "one"),
        "standing");
  }

  private Decision keep(Binding... bindings) {
    return locations().bind(ALICE, known -> new Kept(List.of(bindings), true));
  }

  @Test
  default void knowsNobodyAtFirst() {
    assertThat(locations().of(ALICE)).isEmpty();
  }

  @Test
  default void givesBackAllThatWasKept() {
    Binding one = binding("h1", NOW.plusSeconds(60));
    Binding two = binding("h2", NOW.plusSeconds(120));

    keep(one, two);

    assertThat(locations().of(ALICE)).containsExactly(one, two);
    assertThat(locations().of(new UserAddress("Alice", "example.com"))).isEmpty();
  }

  @Test
  default void forgetsWhatHasExpired() {
    keep(binding("h1", NOW.plusSeconds(60)), binding("h2", NOW.plusSeconds(120)));

    pass(Duration.ofSeconds(60));

    assertThat(locations().of(ALICE)).extracting(one -> one.contact().own()).containsExactly("h2");
  }

  @Test
  default void changesNothingWhereTheRuleRefuses() {
    Binding one = binding("h1", NOW.plusSeconds(60));
    keep(one);

    assertThat(locations().bind(ALICE, known -> new Refused(403, "No")))
        .isEqualTo(new Refused(403, "No"));
    locations().bind(ALICE, known -> new Kept(List.of(), false));

    assertThat(locations().of(ALICE)).containsExactly(one);
  }

  @Test
  default void unbindsWhatHasNotBeenRenewed() {
    Binding one = binding("h1", NOW.plusSeconds(60));
    Binding two = binding("h2", NOW.plusSeconds(60));
    keep(one, two);

    locations().unbind(binding("h1", NOW.plusSeconds(30)));
    assertThat(locations().of(ALICE)).containsExactly(one, two);
    locations().unbind(one);
    assertThat(locations().of(ALICE)).containsExactly(two);
    locations().unbind(two);
    assertThat(locations().of(ALICE)).isEmpty();
  }

  @Test
  default void removesWhatIsNamedThoughItHasBeenRenewed() {
    Binding one = binding("h1", NOW.plusSeconds(60));
    Binding two = binding("h2", NOW.plusSeconds(60));
    keep(binding("h1", NOW.plusSeconds(120)), two);

    assertThat(locations().remove(ALICE, one.sid())).isTrue();
    assertThat(locations().of(ALICE)).containsExactly(two);
    assertThat(locations().remove(ALICE, one.sid())).isFalse();
  }

  @Test
  default void losesNothingWhenManyComeAtOnce() {
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        Binding mine = binding("h" + i, NOW.plusSeconds(60));
        many.execute(() ->
            locations()
                .bind(
                    ALICE,
                    known -> {
                      List<Binding> all = new ArrayList<>(known);
                      all.add(mine);
                      return new Kept(all, true);
                    }));
      }
    }
    assertThat(locations().of(ALICE)).hasSize(20);
  }
}
