package org.jackfield.interpreter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jackfield.call.CallEvent;
import org.jackfield.call.CallFacts;
import org.jackfield.call.Rejection;

/** A line without a network: the test is the phone at its far end. */
final class StageLine implements Line {

  final Inbox inbox;
  final StageSession sound;
  final CallFacts facts;
  final List<String> deeds = new CopyOnWriteArrayList<>();

  StageLine(CallFacts facts, Inbox inbox) {
    this.facts = facts;
    this.inbox = inbox;
    this.sound = new StageSession(inbox);
  }

  void rings() {
    inbox.tell(new CallEvent.Rang(Instant.EPOCH));
  }

  void answers() {
    inbox.tell(new CallEvent.Answered(Stage.NOW));
  }

  void refuses(int sipStatus) {
    inbox.tell(new CallEvent.Refused(sipStatus, Stage.NOW));
  }

  void hangsUp() {
    inbox.tell(new CallEvent.HungUp(Stage.NOW.plusSeconds(10)));
  }

  void awaits(String deed) {
    Await.until("the line was to " + deed + ": " + deeds, () -> deeds.contains(deed));
  }

  void awaitsSounds(int count) {
    Await.until("sounds heard: " + count, () -> sound.heard.size() >= count);
  }

  @Override
  public void ring() {
    deeds.add("ring");
  }

  @Override
  public void soundEarly() {
    deeds.add("sound early");
  }

  @Override
  public void acceptTransfer() {
    deeds.add("accept transfer");
  }

  @Override
  public void refuseTransfer() {
    deeds.add("refuse transfer");
  }

  @Override
  public void answeredElsewhere() {
    deeds.add("answered elsewhere");
  }

  @Override
  public void answer() {
    deeds.add("answer");
  }

  @Override
  public void reject(Rejection rejection) {
    deeds.add("reject " + rejection.sipStatus());
  }

  @Override
  public void refer(String target) {
    deeds.add("refer " + target);
  }

  @Override
  public StageSession sound() {
    return sound;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("SipCallId", "id-of-" + facts.to());
  }

  @Override
  public void close() {
    if (!deeds.contains("close")) {
      deeds.add("close");
      sound.close();
    }
  }
}
