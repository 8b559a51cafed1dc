package org.jackfield.sip.container.routing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.ar.SipApplicationRouterInfo;
import jakarta.servlet.sip.ar.SipApplicationRoutingDirective;
import jakarta.servlet.sip.ar.SipApplicationRoutingRegion;
import jakarta.servlet.sip.ar.SipApplicationRoutingRegionType;
import jakarta.servlet.sip.ar.SipRouteModifier;
import jakarta.servlet.sip.ar.SipTargetedRequestInfo;
import jakarta.servlet.sip.ar.SipTargetedRequestType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jackfield.sip.container.message.SampleRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfiguredApplicationRouterTest {
  private static final SipServletRequest CALL =
      SampleRequest.of("INVITE", "sip:100@example.com").build();

  private final ConfiguredApplicationRouter router = new ConfiguredApplicationRouter();

  @Test
  void withoutRoutesTheApplicationsAreAskedInTheOrderOfTheirNames() {
    router.applicationDeployed(List.of("c", "a"));
    router.applicationDeployed(List.of("b"));
    assertThat(chain(CALL)).containsExactly("a", "b", "c");
  }

  @Test
  void routesAreAskedByOrderAndThenByName() {
    deploy("a", "b", "c", "unlisted");
    router.configure(new Routing(List.of(Route.to("c", 10), Route.to("b", 20), Route.to("a", 20))));
    assertThat(chain(CALL)).containsExactly("c", "a", "b");
  }

  @Test
  void whatIsNotDeployedIsPassedOver() {
    router.configure(new Routing(List.of(Route.to("a", 1), Route.to("b", 2))));
    deploy("b");
    assertThat(chain(CALL)).containsExactly("b");
    deploy("a");
    assertThat(chain(CALL)).containsExactly("a", "b");
    router.applicationUndeployed(List.of("b"));
    assertThat(chain(CALL)).containsExactly("a");
  }

  @Test
  void withoutAnApplicationTheAnswerIsAnEmptyOneAndNotNull() {
    SipApplicationRouterInfo info = route(CALL);
    assertThat(info.getNextApplicationName()).isNull();
    assertThat(info.getRoutes()).isEmpty();
    assertThat(info.getRouteModifier()).isEqualTo(SipRouteModifier.NO_ROUTE);
  }

  @Test
  void whatNoRouteTakesGoesToTheLastOfAllButOnlyFromOutside() {
    router.otherwise(Optional.of("nobody"));
    deploy("nobody");
    assertThat(chain(CALL)).containsExactly("nobody");
    SipServletRequest own = SampleRequest.of("INVITE", "sip:100@b").inSession().build();
    assertThat(chain(own)).isEmpty();
    deploy("a");
    assertThat(chain(CALL)).containsExactly("a");
  }

  @Test
  void aRouteTakesOnlyItsMethods() {
    deploy("calls", "texts");
    router.configure(
        new Routing(
            List.of(methods("calls", 1, "INVITE", "OPTIONS"), methods("texts", 2, "MESSAGE"))));
    assertThat(chain(CALL)).containsExactly("calls");
    assertThat(chain(SampleRequest.of("MESSAGE", "sip:a@b").build())).containsExactly("texts");
    assertThat(chain(SampleRequest.of("PUBLISH", "sip:a@b").build())).isEmpty();
  }

  @Test
  void aRouteTakesOnlyItsUsers() {
    deploy("short", "global");
    router.configure(
        new Routing(List.of(users("short", 1, "1\\d\\d"), users("global", 2, "\\+\\d+"))));
    assertThat(chain(CALL)).containsExactly("short");
    assertThat(chain(SampleRequest.of("INVITE", "sip:1000@b").build())).isEmpty();
    assertThat(chain(SampleRequest.of("INVITE", "tel:+43316").build())).containsExactly("global");
    assertThat(chain(SampleRequest.of("OPTIONS", "sip:b.example").build())).isEmpty();
    assertThat(chain(SampleRequest.of("INVITE", "im:100@b").build())).isEmpty();
  }

  @Test
  void aRequestThatAnApplicationMadeGoesOut() {
    deploy("a");
    SipServletRequest own = SampleRequest.of("INVITE", "sip:100@b").inSession().build();
    assertThat(route(own).getNextApplicationName()).isNull();
  }

  @Test
  void aRequestThatIsPassedOnGoesToTheNextThoughItHasASession() {
    deploy("a", "b");
    SipServletRequest passed = SampleRequest.of("INVITE", "sip:100@b").inSession().build();
    assertThat(then(passed, route(CALL)).getNextApplicationName()).isEqualTo("b");
  }

  @Test
  void aDrainedApplicationGetsNoNewRequestsUntilItResumes() {
    deploy("a", "b");
    router.drain("a");
    assertThat(chain(CALL)).containsExactly("b");
    router.resume("a");
    assertThat(chain(CALL)).containsExactly("a", "b");
  }

  @Test
  void aDrainedApplicationThatIsDeployedAgainGetsRequests() {
    deploy("a");
    router.drain("a");
    router.applicationUndeployed(List.of("a"));
    deploy("a");
    assertThat(chain(CALL)).containsExactly("a");
  }

  @Test
  void changedRoutesHoldForRequestsThatAreUnderWay() {
    deploy("a", "b", "c", "d");
    router.configure(new Routing(List.of(Route.to("a", 1), Route.to("b", 2))));
    SipApplicationRouterInfo first = route(CALL);
    router.configure(new Routing(List.of(Route.to("d", 0), Route.to("c", 3))));
    assertThat(then(CALL, first).getNextApplicationName()).isEqualTo("c");
  }

  @Test
  void regionAndSubscriberAreThoseOfTheRoute() {
    deploy("a", "b", "c");
    router.configure(
        new Routing(
            List.of(
                serving("a", 1, SipApplicationRoutingRegionType.ORIGINATING, "From"),
                serving("b", 2, SipApplicationRoutingRegionType.TERMINATING, "To"),
                serving("c", 3, SipApplicationRoutingRegionType.NEUTRAL, "P-Asserted-Identity"))));
    SipServletRequest call =
        SampleRequest.of("INVITE", "sip:100@b")
            .header("From", "<sip:anonymous@anonymous.invalid>;tag=1")
            .header("P-Asserted-Identity", "<sip:alice@a.example>")
            .build();

    SipApplicationRouterInfo a = route(call);
    SipApplicationRouterInfo b = then(call, a);
    SipApplicationRouterInfo c = then(call, b);

    assertThat(a.getRoutingRegion()).isEqualTo(SipApplicationRoutingRegion.ORIGINATING_REGION);
    assertThat(a.getSubscriberURI()).isEqualTo("sip:anonymous@anonymous.invalid");
    assertThat(b.getRoutingRegion()).isEqualTo(SipApplicationRoutingRegion.TERMINATING_REGION);
    assertThat(b.getSubscriberURI()).isEqualTo("sip:bob@b.example");
    assertThat(c.getRoutingRegion()).isEqualTo(SipApplicationRoutingRegion.NEUTRAL_REGION);
    assertThat(c.getSubscriberURI()).isEqualTo("sip:alice@a.example");
  }

  @Test
  void withoutAnAssertedIdentityTheSubscriberIsInFrom() {
    deploy("a");
    router.configure(
        new Routing(
            List.of(
                serving(
                    "a", 1, SipApplicationRoutingRegionType.ORIGINATING, "P-Asserted-Identity"))));
    assertThat(route(CALL).getSubscriberURI()).isEqualTo("sip:alice@a.example;x=1");
  }

  @Test
  void aReversedRequestGoesToTheApplicationsOfTheOtherRegion() {
    deploy("from1", "from2", "to1", "to2");
    router.configure(
        new Routing(
            List.of(
                serving("from1", 1, SipApplicationRoutingRegionType.ORIGINATING, "From"),
                serving("from2", 2, SipApplicationRoutingRegionType.ORIGINATING, "From"),
                serving("to1", 3, SipApplicationRoutingRegionType.TERMINATING, "To"),
                serving("to2", 4, SipApplicationRoutingRegionType.TERMINATING, "To"))));
    SipApplicationRouterInfo from = route(CALL);

    SipApplicationRouterInfo to = after(CALL, from, SipApplicationRoutingDirective.REVERSE);
    assertThat(to.getNextApplicationName()).isEqualTo("to1");
    assertThat(then(CALL, to).getNextApplicationName()).isEqualTo("to2");
    assertThat(after(CALL, to, SipApplicationRoutingDirective.REVERSE).getNextApplicationName())
        .isEqualTo("from1");
  }

  @Test
  void inTheNeutralRegionReversingIsGoingOn() {
    deploy("a", "b");
    assertThat(
            after(CALL, route(CALL), SipApplicationRoutingDirective.REVERSE)
                .getNextApplicationName())
        .isEqualTo("b");
  }

  @ParameterizedTest
  @EnumSource
  void aTargetedRequestGoesToItsApplicationThoughThatIsDraining(SipTargetedRequestType type) {
    deploy("a", "b", "c");
    router.drain("b");
    SipApplicationRouterInfo info =
        router.getNextApplication(
            CALL,
            null,
            SipApplicationRoutingDirective.NEW,
            new SipTargetedRequestInfo(type, "b"),
            null);
    assertThat(info.getNextApplicationName()).isEqualTo("b");
    assertThat(then(CALL, info).getNextApplicationName()).isEqualTo("c");
  }

  @Test
  void aTargetThatIsGoneLeavesTheRoutes() {
    deploy("a");
    assertThat(targeted(CALL, SipTargetedRequestType.JOIN, "gone")).isEqualTo("a");
    assertThat(targeted(CALL, SipTargetedRequestType.ENCODED_URI, "gone")).isEqualTo("a");
  }

  @Test
  void aReplacesThatAnApplicationSendsGoesOutAndAnAddressOfASessionComesIn() {
    deploy("a");
    SipServletRequest own = SampleRequest.of("INVITE", "sip:100@b").inSession().build();
    assertThat(targeted(own, SipTargetedRequestType.REPLACES, "a")).isNull();
    assertThat(targeted(own, SipTargetedRequestType.ENCODED_URI, "a")).isEqualTo("a");
  }

  @Test
  void theStateSurvivesSerialization() throws Exception {
    deploy("a", "b");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(route(CALL).getStateInfo());
    }
    Serializable state;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      state = (Serializable) in.readObject();
    }
    assertThat(
            router
                .getNextApplication(
                    CALL, null, SipApplicationRoutingDirective.CONTINUE, null, state)
                .getNextApplicationName())
        .isEqualTo("b");
  }

  @Test
  void aDestroyedRouterKnowsNoApplications() {
    deploy("a");
    router.destroy();
    assertThat(router.applications()).isEmpty();
    assertThat(chain(CALL)).isEmpty();
  }

  @Test
  void everyProviderGivesTheOneRouterOfTheProcess() throws Exception {
    ApplicationRouterProvider provider =
        (ApplicationRouterProvider)
            Class.forName(ApplicationRouterProvider.class.getName())
                .getDeclaredConstructor()
                .newInstance();
    assertThat(provider.getSipApplicationRouter()).isSameAs(ApplicationRouterProvider.router());
  }

  private void deploy(String... names) {
    router.applicationDeployed(List.of(names));
  }

  private List<String> chain(SipServletRequest request) {
    List<String> names = new ArrayList<>();
    SipApplicationRouterInfo info = route(request);
    while (info.getNextApplicationName() != null) {
      names.add(info.getNextApplicationName());
      info = then(request, info);
    }
    return names;
  }

  private SipApplicationRouterInfo route(SipServletRequest request) {
    return router.getNextApplication(request, null, SipApplicationRoutingDirective.NEW, null, null);
  }

  private SipApplicationRouterInfo then(
      SipServletRequest request, SipApplicationRouterInfo earlier) {
    return after(request, earlier, SipApplicationRoutingDirective.CONTINUE);
  }

  private SipApplicationRouterInfo after(
      SipServletRequest request,
      SipApplicationRouterInfo earlier,
      SipApplicationRoutingDirective directive) {
    return router.getNextApplication(
        request, earlier.getRoutingRegion(), directive, null, earlier.getStateInfo());
  }

  private @Nullable String targeted(
      SipServletRequest request, SipTargetedRequestType type, String application) {
    return router
        .getNextApplication(
            request,
            null,
            SipApplicationRoutingDirective.NEW,
            new SipTargetedRequestInfo(type, application),
            null)
        .getNextApplicationName();
  }

  private static Route methods(String application, int order, String... methods) {
    return new Route(
        application,
        order,
        Set.of(methods),
        SipApplicationRoutingRegionType.NEUTRAL,
        Route.FROM,
        Optional.empty());
  }

  private static Route users(String application, int order, String pattern) {
    return new Route(
        application,
        order,
        Set.of(),
        SipApplicationRoutingRegionType.NEUTRAL,
        Route.FROM,
        Optional.of(Pattern.compile(pattern)));
  }

  private static Route serving(
      String application, int order, SipApplicationRoutingRegionType region, String header) {
    return new Route(application, order, Set.of(), region, header, Optional.empty());
  }
}
