package org.jackfield.interpreter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jackfield.instruction.Refer;
import org.jackfield.interpreter.Leg.Referred;

/** Refer: the far end is sent elsewhere, and says what became of it. */
final class ReferExecution implements Execution {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Refer refer;
  private final Leg leg;

  ReferExecution(Refer refer, Leg leg) {
    this.refer = refer;
    this.leg = leg;
  }

  @Override
  public Next perform() throws CallInterrupted {
    leg.answer();
    Referred referred = leg.refer(refer.target(), PATIENCE);
    return refer
        .action()
        .<Next>map(action -> new Next.Document(action, parameters(referred)))
        .orElseGet(Next.NextInstruction::new);
  }

  private static Map<String, String> parameters(Referred referred) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("ReferCallStatus", word(referred));
    parameters.put("ReferSipResponseCode", Integer.toString(referred.sipStatus()));
    if (referred.notifiedStatus() > 0) {
      parameters.put("NotifySipResponseCode", Integer.toString(referred.notifiedStatus()));
    }
    return parameters;
  }

  private static String word(Referred referred) {
    int status = referred.notifiedStatus() > 0 ? referred.notifiedStatus() : referred.sipStatus();
    return switch (status) {
      case 486, 600 -> "busy";
      case 0, 408, 480, 603 -> "no-answer";
      default -> status < 200 ? "no-answer" : status < 300 ? "completed" : "failed";
    };
  }
}
