package org.jackfield.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jackfield.system.Await;
import org.jackfield.system.sip.application.ProxyServlet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that leads calls on to others: JSR 289 chapter 10. */
class ProxyIT {
  @RegisterExtension
  static final DeployedApplication application = DeployedApplication.of(ProxyServlet.class);

  private final Phone alice = application.phone("TCP");
  private final Phone bob = application.phone("TCP");
  private final Phone carol = application.phone("TCP");

  private Dialog call = alice.dialog(application.uri("somebody"));

  /** Alice calls Bob, then or also Carol. */
  private Message invite(String way, Phone... callees) {
    return call.send(
        "INVITE",
        Stream.concat(
                Stream.of("Supported: 100rel", ProxyServlet.WAY + ": " + way),
                Stream.of(callees).map(phone -> ProxyServlet.CALLEES + ": <" + phone.uri() + ">"))
            .toArray(String[]::new));
  }

  @BeforeEach
  void newCall() {
    call = alice.dialog(application.uri("somebody"));
  }

  @AfterEach
  void hangUp() {
    List.of(alice, bob, carol).forEach(Phone::close);
  }

  @Test
  void callsOneAfterAnother() {
    Message invite = invite("parallel=false", bob, carol);

    bob.awaits("INVITE").answer(486);
    Dialog atCarol = carol.awaits("INVITE");
    assertThat(alice.unread()).noneMatch(m -> !m.isRequest() && m.status() > 100);
    atCarol.answer(180);
    atCarol.answer(200);

    call.expect(180, invite);
    call.ack(call.expect(200, invite));
  }

  @Test
  void callsTheNextWhenOneDoesNotAnswerInTime() {
    Message invite = invite("parallel=false;timeout=1", bob, carol);
    Dialog atBob = bob.awaits("INVITE");
    atBob.answer(180);

    atBob.answer(atBob.expect("CANCEL"), 200);
    atBob.answer(487);
    carol.awaits("INVITE").answer(200);

    call.expect(180, invite);
    call.ack(call.expect(200, invite));
  }

  @Test
  void callsTheOneRedirectedToBeforeTheNext() {
    Message invite = invite("parallel=false;recurse=true", bob, alice);

    bob.awaits("INVITE").answer(302, "Contact: <" + carol.uri() + ">");
    carol.awaits("INVITE").answer(200);

    call.ack(call.expect(200, invite));
    assertThat(alice.unread()).noneMatch(Message::isRequest);
  }

  @Test
  void leadsARedirectionBackWhereItDoesNotFollowIt() {
    Message invite = invite("recurse=false", bob);

    bob.awaits("INVITE").answer(302, "Contact: <" + carol.uri() + ">");

    assertThat(call.expect(302, invite).contact()).isEqualTo(carol.uri());
    assertThat(carol.unread()).isEmpty();
  }

  @Test
  void callsAllAtOnceAndTheFirstWhoAnswersHasTheCall() {
    Message invite = invite("parallel=true", bob, carol);
    Dialog atBob = bob.awaits("INVITE");
    Dialog atCarol = carol.awaits("INVITE");
    atBob.answer(180);
    Message ringing = call.expect(180, invite);

    atCarol.answer(200);

    atBob.answer(atBob.expect("CANCEL"), 200);
    atBob.answer(487);
    atBob.expect("ACK");
    assertThat(ringing.tag("To")).isEqualTo(atBob.localTag());
    Message answer = call.expect(200, invite);
    assertThat(answer.tag("To")).isEqualTo(atCarol.localTag());
    call.ack(answer);
  }

  /** RFC 3261 section 16.3, step 5. */
  @Test
  void doesNotLeadOnWhatAProxyMustUnderstandAndDoesNot() {
    Message invite =
        call.send(
            "INVITE",
            "Proxy-Require: nothing-sensible",
            ProxyServlet.CALLEES + ": <" + bob.uri() + ">");

    Message refusal = call.expect(420, invite);

    assertThat(refusal.header("Unsupported")).isEqualTo("nothing-sensible");
    assertThat(bob.unread()).isEmpty();
  }

  /** RFC 3261 section 9.1: a CANCEL waits until the callee has said something. */
  @Test
  void cancelsWhoBeginsToRingAfterAnotherHasAnswered() {
    Message invite = invite("parallel=true", bob, carol);
    Dialog atBob = bob.awaits("INVITE");
    carol.awaits("INVITE").answer(200);
    call.ack(call.expect(200, invite));

    atBob.answer(180);

    atBob.answer(atBob.expect("CANCEL"), 200);
    atBob.answer(487);
    atBob.expect("ACK");
  }

  @Test
  void letsTheOthersRingWhereItDoesNotCancel() {
    Message invite = invite("parallel=true;no-cancel=true", bob, carol);
    Dialog atBob = bob.awaits("INVITE");
    carol.awaits("INVITE").answer(200);
    call.ack(call.expect(200, invite));

    atBob.answer(180);
    atBob.answer(200);

    // RFC 3261 section 16.7, step 5: every 2xx goes to the caller
    Message second = alice.await("a second answer", m -> m.tag("To").equals(atBob.localTag()));
    assertThat(second.status()).isEqualTo(200);
    assertThat(bob.unread()).noneMatch(m -> m.method().equals("CANCEL"));
  }

  @Test
  void leadsBackTheBestOfAllRefusals() {
    Message invite = invite("parallel=true", bob, carol);

    bob.awaits("INVITE").answer(503);
    carol.awaits("INVITE").answer(486);

    // RFC 3261 section 16.7, step 6: the lowest class
    call.expect(486, invite);
  }

  @Test
  void asksNobodyElseAfterAGlobalRefusal() {
    Message invite = invite("parallel=true", bob, carol);
    Dialog atBob = bob.awaits("INVITE");
    atBob.answer(180);
    call.expect(180, invite);

    carol.awaits("INVITE").answer(603);

    atBob.answer(atBob.expect("CANCEL"), 200);
    atBob.answer(487);
    call.expect(603, invite);
  }

  @Test
  void cancelsAllWhenTheCallerDoes() {
    Message invite = invite("parallel=true", bob, carol);
    Dialog atBob = bob.awaits("INVITE");
    atBob.answer(180);
    Dialog atCarol = carol.awaits("INVITE");
    atCarol.answer(180);
    call.expect(180, invite);
    call.expect(180, invite);

    call.expect(200, call.cancel(invite));

    for (Dialog ringing : List.of(atBob, atCarol)) {
      ringing.answer(ringing.expect("CANCEL"), 200);
      ringing.answer(487);
      ringing.expect("ACK");
    }
    call.expect(487, invite);
    application.awaitNote("CANCEL passes");
  }

  @Test
  void givesUpWhenNobodyAnswersInTime() {
    Message invite = invite("parallel=true;timeout=1", bob);
    Dialog atBob = bob.awaits("INVITE");
    atBob.answer(180);
    call.expect(180, invite);

    atBob.answer(atBob.expect("CANCEL"), 200);
    atBob.answer(487);

    call.expect(408, invite);
  }

  @Test
  void givesUpWithAReason() {
    Message invite = invite("parallel=true", bob);
    Dialog atBob = bob.awaits("INVITE");

    atBob.answer(183);

    Message cancel = atBob.expect("CANCEL");
    assertThat(cancel.header("Reason"))
        .isEqualTo("SIP;cause=480;text=\"The application has given up\"");
    atBob.answer(cancel, 200);
    atBob.answer(487);
    call.expect(183, invite);
    call.expect(487, invite);
  }

  @Test
  void staysInThePathWhereItRecordsTheRoute() {
    Message invite = invite("record-route=true", bob);
    Dialog atBob = bob.awaits("INVITE");
    assertThat(atBob.request().header("Record-Route")).contains(":" + application.sipPort());
    atBob.answer(200);
    call.ack(call.expect(200, invite));
    atBob.expect("ACK");
    application.awaitNote("ACK passes");

    Message again = call.send("INVITE", "Content-Type: application/sdp", "", Phone.SDP);
    Message atBobAgain = atBob.expect("INVITE");
    assertThat(atBobAgain.text().split("branch=z9hG4bK")).hasSize(3);
    assertThat(atBobAgain.body()).isEqualTo(Phone.SDP);
    atBob.answer(atBobAgain, 200);
    call.ack(call.expect(200, again));
    atBob.expect("ACK");
    Message bye = atBob.send("BYE");
    call.answer(call.expect("BYE"), 200);
    atBob.expect(200, bye);

    application.awaitNote("INVITE passes");
    application.awaitNote("BYE passes");
    application.awaitNote("200 to BYE passes");
  }

  @Test
  void leavesThePathWhereItDoesNotRecordTheRoute() {
    Message invite = invite("record-route=false", bob);

    Dialog atBob = bob.awaits("INVITE");
    assertThat(atBob.request().findHeader("Record-Route")).isEmpty();
    atBob.answer(200);

    call.ack(call.expect(200, invite));
    Await.until(
        "the server is in no dialog of a call that goes on",
        () -> application.server().read("subsystem=sip", "dialogs").asInt() == 0);
  }

  @Test
  void leadsAnAcknowledgementOfRingingToWhoeverRings() {
    Message invite = invite("record-route=true", bob);
    Dialog atBob = bob.awaits("INVITE");
    String desk = "sip:desk@" + bob.address() + ";transport=tcp";
    atBob.answer(180, "Require: 100rel", "RSeq: 1", "Contact: <" + desk + ">");

    Message prack = call.prack(call.expect(180, invite));

    Message atDesk = atBob.expect("PRACK");
    assertThat(atDesk.requestUri()).isEqualTo(desk);
    atBob.answer(atDesk, 200);
    call.expect(200, prack);
    atBob.answer(200);
    call.ack(call.expect(200, invite));
    Message bye = call.send("BYE");
    atBob.answer(atBob.expect("BYE"), 200);
    call.expect(200, bye);
  }

  @Test
  void forgetsACallThatIsRefused() {
    Message invite = invite("record-route=true", bob);

    bob.awaits("INVITE").answer(486);

    call.expect(486, invite);
    application.awaitNote("486 to INVITE passes");
  }

  @Test
  void showsTheApplicationEveryAnswerThatItSupervises() {
    Message invite = invite("supervised=true;parallel=true", bob, carol);
    bob.awaits("INVITE").answer(480);
    carol.awaits("INVITE").answer(404);
    call.expect(404, invite);

    application.awaitNote("404 to INVITE passes");
    application.awaitNote("480 on a branch");
    assertThat(application.journal()).doesNotContain("480 to INVITE passes");
  }

  @Test
  void sparesTheApplicationTheAnswersThatItDoesNotSupervise() {
    Message invite = invite("supervised=false", bob);

    bob.awaits("INVITE").answer(488);

    call.expect(488, invite);
    assertThat(application.journal()).noneMatch(note -> note.startsWith("488"));
  }

  @Test
  void listsTheBranchesThatARedirectionAdds() {
    Message invite = invite("supervised=true;recurse=true", bob);

    bob.awaits("INVITE").answer(301, "Contact: <" + carol.uri() + ">");
    carol.awaits("INVITE").answer(410);

    call.expect(410, invite);
    application.awaitNote("301 on a branch");
    application.awaitNote("410 on a branch");
    application.awaitNote(bob.uri() + " has led to [" + carol.uri() + "]");
  }

  @Test
  void limitsTheTimeOfASingleBranch() {
    Message invite = invite("parallel=true;branch-timeout=1", bob, carol);
    Dialog atBob = bob.awaits("INVITE");
    atBob.answer(180);
    Dialog atCarol = carol.awaits("INVITE");
    call.expect(180, invite);

    atBob.answer(atBob.expect("CANCEL"), 200);
    atBob.answer(487);
    atCarol.answer(200);

    call.ack(call.expect(200, invite));
    assertThat(carol.unread()).noneMatch(m -> m.method().equals("CANCEL"));
  }

  @Test
  void putsItselfIntoThePathOfARegistration() {
    Message register =
        call.send(
            "REGISTER",
            "Supported: path",
            ProxyServlet.CALLEES + ": <" + bob.uri() + ">",
            ProxyServlet.WAY + ": add-to-path=true");

    Dialog atBob = bob.awaits("REGISTER");

    // RFC 3327
    assertThat(atBob.request().header("Path")).contains(":" + application.sipPort() + ";");
    atBob.answer(200);
    call.expect(200, register);
  }

  @Test
  void refusesWhatHasMadeTooManyHops() {
    Message invite = call.prepare("INVITE", ProxyServlet.CALLEES + ": <" + bob.uri() + ">");
    alice.send(new Message(invite.text().replace("Max-Forwards: 70", "Max-Forwards: 0"), to -> {}));

    call.expect(483, invite);
  }
}
