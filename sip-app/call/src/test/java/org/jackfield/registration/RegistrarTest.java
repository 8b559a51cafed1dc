package org.jackfield.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jackfield.registration.Decision.Kept;
import org.jackfield.registration.Decision.Refused;
import org.jackfield.registration.Decision.TooBrief;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistrarTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final UserAddress ALICE = new UserAddress("alice", "Example.com");
  private static final Origin ORIGIN = new Origin("UDP", "10.0.0.7", 5060, "10.0.0.1:5060", "one");
  private final Registrar registrar =
      new Registrar(Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofMinutes(10), 3);

  private static Contact contact(String host) {
    return new Contact(
        "sip:alice@" + host, host, Optional.empty(), 1, Optional.empty(), Optional.empty());
  }

  private static Contact device(String host, String instance, @Nullable Integer regId) {
    return new Contact(
        "sip:alice@" + host,
        host,
        Optional.empty(),
        1,
        Optional.of(instance),
        Optional.ofNullable(regId));
  }

  private static Ask ask(String callId, long cseq, long seconds, Contact... contacts) {
    return new Ask(
        ALICE,
        List.of(contacts),
        false,
        seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)),
        callId,
        cseq,
        List.of(),
        "",
        ORIGIN,
        "now");
  }

  private static Ask all(String callId, long cseq, long seconds, Contact... contacts) {
    Ask ask = ask(callId, cseq, seconds, contacts);
    return new Ask(
        ALICE, ask.contacts(), true, ask.expires(), callId, cseq, List.of(), "", ORIGIN, "now");
  }

  private List<Binding> kept(Ask ask, List<Binding> known) {
    return ((Kept) registrar.decide(ask, known, NOW)).bindings();
  }

  private List<Binding> kept(Ask ask) {
    return kept(ask, List.of());
  }

  @Test
  void keepsTheShortestOfWhatIsAskedAndAllowed() {
    assertThat(kept(ask("a", 1, 120, contact("h1"))).getFirst().expires())
        .isEqualTo(NOW.plusSeconds(120));
    assertThat(kept(ask("a", 1, 7_200, contact("h1"))).getFirst().expires())
        .isEqualTo(NOW.plusSeconds(3_600));
    assertThat(kept(ask("a", 1, -1, contact("h1"))).getFirst().expires())
        .isEqualTo(NOW.plusSeconds(600));
  }

  @Test
  void asksWhoComesTooOftenToStayLonger() {
    assertThat(registrar.decide(ask("a", 1, 59, contact("h1")), List.of(), NOW))
        .isEqualTo(new TooBrief(Duration.ofSeconds(60)));
  }

  @Test
  void renewsAndRemovesAContact() {
    List<Binding> first = kept(ask("a", 1, 120, contact("h1")));

    List<Binding> second = kept(ask("a", 2, 300, contact("h1")), first);
    assertThat(second).hasSize(1);
    assertThat(second.getFirst().expires()).isEqualTo(NOW.plusSeconds(300));

    assertThat(kept(ask("a", 3, 0, contact("h1")), second)).isEmpty();
  }

  @Test
  void changesNothingForWhatIsOlder() {
    List<Binding> known = kept(ask("a", 5, 120, contact("h1")));

    assertThat(registrar.decide(ask("a", 5, 0, contact("h1")), known, NOW))
        .isEqualTo(new Refused(400, "CSeq Out Of Order"));
    assertThat(registrar.decide(ask("a", 4, 120, contact("h2"), contact("h1")), known, NOW))
        .isInstanceOf(Refused.class);
    // Another phone counts for itself
    assertThat(kept(ask("b", 1, 0, contact("h1")), known)).isEmpty();
  }

  @Test
  void removesAllByAWildcardThatStandsAlone() {
    List<Binding> known = kept(ask("a", 1, 120, contact("h1"), contact("h2")));

    assertThat(registrar.decide(all("a", 2, 120), known, NOW)).isInstanceOf(Refused.class);
    assertThat(registrar.decide(all("a", 2, 0, contact("h1")), known, NOW))
        .isInstanceOf(Refused.class);
    assertThat(registrar.decide(all("a", 1, 0), known, NOW)).isInstanceOf(Refused.class);
    assertThat(registrar.decide(all("a", 2, 0), known, NOW)).isEqualTo(new Kept(List.of(), true));
  }

  @Test
  void tellsWhatIsKnownAndAlive() {
    List<Binding> known = kept(ask("a", 1, 120, contact("h1")));

    assertThat(registrar.decide(ask("b", 1, -1), known, NOW)).isEqualTo(new Kept(known, false));
    assertThat(registrar.decide(ask("b", 1, -1), known, NOW.plusSeconds(120)))
        .isEqualTo(new Kept(List.of(), false));
  }

  /** Another password, or another owner of the domain. */
  @Test
  void forgetsWhatWasKeptByAnotherRight() {
    List<Binding> known = kept(ask("a", 5, 120, contact("h1")).by("before"));

    assertThat(kept(ask("b", 1, -1), known)).isEmpty();
    assertThat(kept(ask("a", 1, 120, contact("h2")), known))
        .singleElement()
        .satisfies(one -> assertThat(one.contact().uri()).isEqualTo("sip:alice@h2"))
        .satisfies(one -> assertThat(one.standing()).isEqualTo("now"));
  }

  @Test
  void keepsNoMoreContactsThanAUserMayHave() {
    List<Binding> known = kept(ask("a", 1, 120, contact("h1"), contact("h2"), contact("h3")));

    assertThat(registrar.decide(ask("b", 1, 120, contact("h4")), known, NOW))
        .isEqualTo(new Refused(403, "Too Many Contacts"));
    assertThat(kept(ask("a", 2, 120, contact("h3")), known)).hasSize(3);
  }

  @Test
  void knowsADeviceAgainWhereverItIs() {
    List<Binding> known = kept(ask("a", 1, 120, device("h1", "urn:1", null)));

    List<Binding> moved = kept(ask("b", 1, 120, device("h2", "urn:1", null)), known);

    assertThat(moved).extracting(one -> one.contact().uri()).containsExactly("sip:alice@h2");
    assertThat(kept(ask("c", 1, 120, device("h3", "urn:2", null)), moved)).hasSize(2);
  }

  @Test
  void knowsSinceWhenAPhoneIsThere() {
    List<Binding> first =
        ((Kept)
                registrar.decide(
                    ask("a", 1, 120, device("h1", "urn:1", null)), List.of(), NOW.minusSeconds(50)))
            .bindings();

    List<Binding> moved = kept(ask("a", 2, 120, device("h2", "urn:1", null)), first);
    assertThat(moved.getFirst().since()).isEqualTo(NOW.minusSeconds(50));
    assertThat(moved.getFirst().sid()).isEqualTo(first.getFirst().sid());

    List<Binding> both = kept(ask("b", 1, 120, device("h3", "urn:2", null)), moved);
    assertThat(both.getLast().since()).isEqualTo(NOW);
    assertThat(both.getLast().sid()).isNotEqualTo(first.getFirst().sid());
  }

  /** RFC 5626 section 6. */
  @Test
  void keepsSeveralConnectionsOfADevice() {
    List<Binding> one = kept(ask("a", 1, 120, device("h1", "urn:1", 1)));
    List<Binding> two = kept(ask("a", 2, 180, device("h2", "urn:1", 2)), one);
    assertThat(two).hasSize(2);
    assertThat(Phones.steps(two, "one")).containsExactly(List.of(two.get(1)), List.of(two.get(0)));

    List<Binding> again = kept(ask("a", 3, 120, device("h3", "urn:1", 1)), two);

    assertThat(again)
        .extracting(binding -> binding.contact().uri())
        .containsExactly("sip:alice@h2", "sip:alice@h3");
  }

  /** A connection exists on one node alone. */
  @Test
  void callsADeviceByAConnectionOfThisNodeFirst() {
    Ask ask = ask("a", 1, 120, device("h1", "urn:1", 1));
    List<Binding> here = kept(ask);
    Ask elsewhere =
        new Ask(
            ALICE,
            List.of(device("h2", "urn:1", 2)),
            false,
            Optional.of(Duration.ofSeconds(180)),
            "b",
            1,
            List.of(),
            "",
            new Origin("TCP", "10.0.0.7", 4_711, "10.0.0.2:5060", "other"),
            "now");
    List<Binding> both = kept(elsewhere, here);

    assertThat(Phones.steps(both, "one"))
        .containsExactly(List.of(both.get(0)), List.of(both.get(1)));
    assertThat(Phones.steps(both, "other"))
        .containsExactly(List.of(both.get(1)), List.of(both.get(0)));
  }

  @Test
  void knowsAPhoneAgainByWhatItCallsItself() {
    Contact before =
        new Contact(
            "sip:alice@1.2.3.4:4001",
            "10.0.0.7",
            Optional.empty(),
            1,
            Optional.empty(),
            Optional.empty());
    Contact after =
        new Contact(
            "sip:alice@1.2.3.4:4002",
            "10.0.0.7",
            Optional.empty(),
            1,
            Optional.empty(),
            Optional.empty());
    List<Binding> known = kept(ask("a", 1, 120, before));

    assertThat(kept(ask("a", 2, 120, after), known)).hasSize(1);
    assertThat(kept(ask("b", 1, 120, after), known)).hasSize(2);
  }

  @Test
  void wantsBoundsThatCanBeKept() {
    assertThatThrownBy(
            () -> new Registrar(Duration.ofHours(2), Duration.ofHours(1), Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
