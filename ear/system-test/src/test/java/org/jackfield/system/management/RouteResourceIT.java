package org.jackfield.system.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.TestServer;
import org.jackfield.system.sip.AnsweringServlet;
import org.jackfield.system.sip.Sipp;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteResourceIT {
  private static final String ROUTE = Model.SIP + "/route=only";

  private final TestServer server = TestServer.shared();
  private final Model model = Model.settled(server);

  @AfterEach
  void remove() {
    if (model.resource(Model.SIP).get("route").isDefined()) {
      model.remove(ROUTE);
    }
  }

  @Test
  void sendsCallsByTheRulesOfTheMoment() {
    try (TestServer.Deployment deployed = server.deploy(answering())) {
      model.add(ROUTE, "application=answering", "user-pattern=123");

      Sipp.scenario("uac").to(server.sipPort()).user("123").run().mustSucceed();
      assertThat(Sipp.scenario("uac").to(server.sipPort()).user("456").run().exit()).isEqualTo(1);

      server.write(ROUTE, "user-pattern", "4.*");

      Sipp.scenario("uac").to(server.sipPort()).user("456").run().mustSucceed();
      assertThat(Sipp.scenario("uac").to(server.sipPort()).user("123").run().exit()).isEqualTo(1);

      model.remove(ROUTE);

      Sipp.scenario("uac").to(server.sipPort()).user("123").run().mustSucceed();
      assertThat(model.runsAsConfigured()).isTrue();
    }
  }

  @Test
  void sendsNothingToAnApplicationThatIsNotDeployed() {
    try (TestServer.Deployment deployed = server.deploy(answering())) {
      model.add(ROUTE, "application=nobody");

      assertThat(Sipp.scenario("uac").to(server.sipPort()).run().exit()).isEqualTo(1);
    }
  }

  @Test
  void refusesAPatternThatIsNone() {
    assertThat(model.refusal(ROUTE, "application=answering", "user-pattern=("))
        .contains("user-pattern is no regular expression");
  }

  @Test
  void refusesARegionThatItDoesNotKnow() {
    assertThat(model.refusal(ROUTE, "application=answering", "region=middle")).contains("middle");
  }

  private static WebArchive answering() {
    return ShrinkWrap.create(WebArchive.class, "answering.war").addClass(AnsweringServlet.class);
  }
}
