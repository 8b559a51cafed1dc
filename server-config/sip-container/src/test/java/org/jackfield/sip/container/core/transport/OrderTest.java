package org.jackfield.sip.container.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.sip.container.Transport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest {
  private static final int CALLS = 60;
  private static final int INFOS = 10;

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void messagesOfOneCallArriveInTheOrderSent(Transport transport) throws Exception {
    Map<String, Integer> last = new ConcurrentHashMap<>();
    AtomicInteger seen = new AtomicInteger();
    AtomicInteger disorder = new AtomicInteger();
    try (Bench bench = new Bench()) {
      bench.agent.before =
          request -> {
            int cseq = (int) request.getCSeq().getSeqNumber();
            Integer before = last.put(request.getCallId().getCallId(), cseq);
            if (before != null && before > cseq) {
              disorder.incrementAndGet();
            }
            seen.incrementAndGet();
          };
      InetSocketAddress server = bench.open(transport);
      try (Phone phone = bench.call(transport, server)) {
        for (int call = 0; call < CALLS; call++) {
          burst(phone, "order-" + call, call % 2 == 0 ? "Call-ID" : "i");
          int expected = (call + 1) * (INFOS + 1);
          Bench.until("call " + call + " is whole", () -> seen.get() >= expected);
        }
      }
    }
    assertThat(disorder).hasValue(0);
    assertThat(last).hasSize(CALLS).allSatisfy((call, cseq) -> assertThat(cseq).isEqualTo(INFOS));
  }

  private static void burst(Phone phone, String callId, String name) {
    for (int cseq = 0; cseq < INFOS; cseq++) {
      phone.send(
          phone.request("INFO", callId, cseq, "uas").replace("Call-ID:", name.repeat(1) + ":"));
    }
    phone.send(phone.request("BYE", callId, INFOS, "uas"));
  }
}
