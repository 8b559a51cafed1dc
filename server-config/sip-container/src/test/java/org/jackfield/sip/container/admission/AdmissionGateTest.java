package org.jackfield.sip.container.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jackfield.sip.container.AdmissionSettings;
import org.junit.jupiter.api.Test;

class AdmissionGateTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final QueueWatch queue = new QueueWatch();
  private long now = 1;
  private int calls;

  @Test
  void letsExactlyTheLimitInUnderOverload() {
    AdmissionGate gate = gate(200);
    drain(gate);
    int admitted = 0;
    for (int i = 0; i < 10_000; i++) {
      now += MILLI;
      admitted += gate.judge(invite(), queue, 0, 0) == Verdict.ADMIT ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(2000);
  }

  @Test
  void anIdleGateSavesNoMoreThanATenthOfASecond() {
    AdmissionGate gate = gate(200);
    now += TimeUnit.SECONDS.toNanos(60);

    assertThat(drain(gate)).isEqualTo(21);
  }

  @Test
  void aSmallLimitStillLetsCallsIn() {
    AdmissionGate gate = gate(1);
    drain(gate);
    int admitted = 0;
    for (int i = 0; i < 100; i++) {
      now += 100 * MILLI;
      admitted += gate.judge(invite(), queue, 0, 0) == Verdict.ADMIT ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(10);
  }

  @Test
  void aNewLimitCountsFromNow() {
    AdmissionGate gate = gate(10);
    drain(gate);

    gate.admit(limit(20));

    assertThat(gate.judge(invite(), queue, 0, 0)).isEqualTo(Verdict.ADMIT);
  }

  @Test
  void anInviteThatComesAgainKeepsItsVerdict() {
    AdmissionGate gate = gate(10);
    RawMessage first = invite();
    assertThat(gate.judge(first, queue, 0, 0)).isEqualTo(Verdict.ADMIT);
    drain(gate);
    RawMessage refused = invite();
    assertThat(gate.judge(refused, queue, 0, 0)).isEqualTo(Verdict.REFUSE);

    assertThat(gate.judge(first, queue, 0, 0)).isEqualTo(Verdict.ADMIT);
    assertThat(gate.judge(first, queue, 500 * MILLI, 0)).isEqualTo(Verdict.ADMIT);
    now += 500 * MILLI;
    assertThat(gate.judge(refused, queue, 0, 0)).isEqualTo(Verdict.REFUSE);
    assertThat(gate.judge(first, queue, 0, 0)).isEqualTo(Verdict.ADMIT);
  }

  @Test
  void aCallThatWasChallengedComesBackFreeOfChargeOnce() {
    AdmissionGate gate = gate(10);
    assertThat(gate.judge(challenged("z9hG4bK1", ""), queue, 0, 0)).isEqualTo(Verdict.ADMIT);
    drain(gate);

    String answer = "Proxy-Authorization: Digest username=\"a\"\n";
    assertThat(gate.judge(challenged("z9hG4bK2", answer), queue, 0, 0)).isEqualTo(Verdict.ADMIT);
    assertThat(gate.judge(challenged("z9hG4bK3", answer), queue, 0, 0)).isEqualTo(Verdict.REFUSE);
  }

  @Test
  void aSlowQueueRefusesWhatStartsSomethingOnly() {
    AdmissionGate gate = gate(0);
    long slow = 201 * MILLI;
    for (int i = 0; i <= 10; i++) {
      now += 50 * MILLI;
      gate.judge(request("BYE", "x"), queue, slow, 0);
    }

    assertThat(gate.judge(invite(), queue, slow, 0)).isEqualTo(Verdict.REFUSE);
    assertThat(gate.judge(request("OPTIONS", ""), queue, slow, 0)).isEqualTo(Verdict.REFUSE);
    assertThat(gate.judge(request("REGISTER", ""), queue, 199 * MILLI, 0)).isEqualTo(Verdict.ADMIT);
    assertThat(gate.judge(request("INVITE", "x"), queue, slow, 0)).isEqualTo(Verdict.ADMIT);
    assertThat(gate.judge(request("CANCEL", ""), queue, slow, 0)).isEqualTo(Verdict.ADMIT);
    assertThat(gate.judge(request("BYE", "x"), queue, slow, 0)).isEqualTo(Verdict.ADMIT);
    assertThat(gate.judge(Requests.raw("SIP/2.0 200 OK\n\n"), queue, slow, 0))
        .isEqualTo(Verdict.ADMIT);
    assertThat(gate.refusals()).isEqualTo(2);
  }

  @Test
  void theLastPlacesAreForCallsThatGoOn() {
    AdmissionGate gate = gate(0);

    assertThat(gate.judge(invite(), queue, 0, 749)).isEqualTo(Verdict.ADMIT);
    assertThat(gate.judge(invite(), queue, 0, 750)).isEqualTo(Verdict.REFUSE);
    assertThat(gate.judge(request("BYE", "x"), queue, 0, 999)).isEqualTo(Verdict.ADMIT);
    assertThat(gate.judge(request("BYE", "x"), queue, 0, 1000)).isEqualTo(Verdict.DROP);
  }

  @Test
  void aClosedGateOpensAgain() {
    AdmissionGate gate = gate(0);
    gate.close();
    assertThat(gate.judge(invite(), queue, 0, 0)).isEqualTo(Verdict.REFUSE);
    assertThat(gate.judge(request("BYE", "x"), queue, 0, 0)).isEqualTo(Verdict.ADMIT);

    gate.open();
    assertThat(gate.judge(invite(), queue, 0, 0)).isEqualTo(Verdict.ADMIT);
  }

  @Test
  void remembersForAsLongAsAnInviteComesAgainAndForgetsThen() {
    RecentCalls recent = new RecentCalls(16_000 * MILLI, now);
    recent.add(42, now);
    for (long call = 100; call < 300_000; call++) {
      recent.add(call, now);
      assertThat(recent.contains(call, now)).isTrue();
    }
    recent.add(43, now);
    now += 15_000 * MILLI;
    assertThat(recent.contains(43, now)).isTrue();
    now += 16_000 * MILLI;
    assertThat(recent.contains(43, now)).isTrue();
    now += 33_000 * MILLI;
    assertThat(recent.contains(44, now)).isFalse();
    now += 17_000 * MILLI;
    assertThat(recent.contains(43, now)).isFalse();
  }

  @Test
  void retryAfterLiesInItsRange() {
    AdmissionGate gate = gate(0);
    for (int i = 0; i < 100; i++) {
      assertThat(gate.retryAfter()).matches("Retry-After: [5-7]");
    }
  }

  private AdmissionGate gate(int limit) {
    return new AdmissionGate(limit(limit), () -> now, new Random(1));
  }

  private static AdmissionSettings limit(int callsPerSecond) {
    return new AdmissionSettings(callsPerSecond, Duration.ofMillis(200), 1000, 5, 7);
  }

  private int drain(AdmissionGate gate) {
    int admitted = 0;
    while (gate.judge(invite(), queue, 0, 0) == Verdict.ADMIT) {
      admitted++;
    }
    return admitted;
  }

  private RawMessage invite() {
    return request("INVITE", "");
  }

  private RawMessage request(String method, String toTag) {
    calls++;
    return Requests.request(method, "call" + calls, "z9hG4bK" + calls, toTag);
  }

  private static RawMessage challenged(String branch, String line) {
    return Requests.raw(
        "INVITE sip:b SIP/2.0\nVia: SIP/2.0/UDP a;branch="
            + branch
            + "\nFrom: <sip:a>\nTo: <sip:b>\nCall-ID: c\nCSeq: 1 INVITE\n"
            + line
            + "\n");
  }
}
