package org.jackfield.system.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.sip.AnsweringServlet;
import org.jackfield.system.sip.Sipp;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

class DeploymentResourceIT {
  private final TestServer server = TestServer.shared();
  private final Model model = new Model(server);

  @Test
  void tellsWhatAnApplicationHasDone() {
    try (TestServer.Deployment deployed = server.deploy(answering())) {
      Sipp.scenario("uac").to(server.sipPort()).calls(3).run().mustSucceed();

      // The answer to the last BYE is with sipp before it is counted
      Await.until(
          "all is counted",
          () ->
              server
                      .read(
                          "/deployment=answering.war/subsystem=sip",
                          "application-responses-sent-2xx")
                      .asLong()
                  == 6);
      ModelNode sip = model.resource("/deployment=answering.war/subsystem=sip");

      assertThat(sip.get("application").asString()).isEqualTo("answering");
      assertThat(sip.get("servlets").asList())
          .extracting(ModelNode::asString)
          .containsExactly("answering");
      assertThat(sip.get("application-sessions-started").asLong()).isEqualTo(3);
      assertThat(sip.get("sip-sessions-started").asLong()).isEqualTo(3);
      // INVITE, ACK and BYE of each
      assertThat(sip.get("application-requests-received").asLong()).isEqualTo(9);
      assertThat(sip.get("application-responses-sent-2xx").asLong()).isEqualTo(6);
    }
  }

  @Test
  void tellsWhatAnApplicationIsDoing() {
    WebArchive ringing =
        ShrinkWrap.create(WebArchive.class, "ringing.war").addClass(RingingServlet.class);
    String resource = "/deployment=ringing.war/subsystem=sip";
    try (TestServer.Deployment deployed = server.deploy(ringing);
        Sipp.Running call = Sipp.scenario("uac").to(server.sipPort()).start()) {
      Await.until("it rings", () -> server.read(resource, "application-dialogs").asInt() == 1);

      assertThat(server.read(resource, "application-transactions").asInt()).isEqualTo(1);
    }
  }

  @Test
  void publishesWhatAnApplicationHasDoneAsMetrics() {
    try (TestServer.Deployment deployed = server.deploy(answering())) {
      Sipp.scenario("uac").to(server.sipPort()).transport("t1").run().mustSucceed();

      // they are registered beside the deployment, not before it is reported done
      for (String figure :
          List.of(
              "sessions_started_total", "requests_received_total", "responses_sent_2xx_total")) {
        Pattern published =
            Pattern.compile("sip_application_" + figure + "\\{[^}]*\"answering.war\"[^}]*} [1-9]");
        Await.until(figure, () -> published.matcher(model.metrics()).find());
      }
    }
  }

  @Test
  void tellsOfAnApplicationWithinAnEar() {
    EnterpriseArchive ear =
        ShrinkWrap.create(EnterpriseArchive.class, "voice.ear").addAsModule(answering());
    try (TestServer.Deployment deployed = server.deploy(ear)) {
      ModelNode sip =
          model.resource("/deployment=voice.ear/subdeployment=answering.war/subsystem=sip");

      assertThat(sip.get("application").asString()).isEqualTo("answering");
    }
  }

  @Test
  void isGoneWithTheDeployment() {
    server.deploy(answering()).close();

    assertThat(
            model.refusal(
                TestServer.operation("read-resource", "/deployment=answering.war/subsystem=sip")))
        .contains("not found");
  }

  private static WebArchive answering() {
    return ShrinkWrap.create(WebArchive.class, "answering.war").addClass(AnsweringServlet.class);
  }
}
