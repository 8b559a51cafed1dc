package org.jackfield.session.cache;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Calls;
import org.jackfield.call.LocalCalls;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jspecify.annotations.Nullable;

/** The calls that are alive, for the API: those of this node, once its router has started. */
@ApplicationScoped
public class LiveCalls implements Calls, LocalCalls {

  private final AtomicReference<@Nullable Calls> local = new AtomicReference<>();

  @Override
  public void open(Calls ofThisNode) {
    local.set(ofThisNode);
  }

  @Override
  public void close() {
    local.set(null);
  }

  @Override
  public CallRecord place(Order order) throws CallRefused {
    Calls calls = local.get();
    if (calls == null) {
      throw new CallRefused(20429, "The call router is not up: try again in a moment");
    }
    return calls.place(order);
  }

  @Override
  public Optional<CallRecord> find(Sid callSid) {
    return mine().flatMap(calls -> calls.find(callSid));
  }

  @Override
  public List<CallRecord> alive(Sid accountSid) {
    return mine().map(calls -> calls.alive(accountSid)).orElse(List.of());
  }

  @Override
  public Optional<CallRecord> redirect(Sid callSid, VoiceSettings instructions) {
    return mine().flatMap(calls -> calls.redirect(callSid, instructions));
  }

  @Override
  public Optional<CallRecord> adjust(Sid callSid, Adjustment adjustment) {
    return mine().flatMap(calls -> calls.adjust(callSid, adjustment));
  }

  @Override
  public Optional<CallRecord> end(Sid callSid) {
    return mine().flatMap(calls -> calls.end(callSid));
  }

  @Override
  public Optional<Sid> record(Sid callSid, RecordingOrder order) {
    return mine().flatMap(calls -> calls.record(callSid, order));
  }

  @Override
  public Optional<Sid> change(Sid callSid, Optional<Sid> recordingSid, RecordingChange change) {
    return mine().flatMap(calls -> calls.change(callSid, recordingSid, change));
  }

  private Optional<Calls> mine() {
    return Optional.ofNullable(local.get());
  }
}
