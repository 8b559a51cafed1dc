package org.jackfield.sip.container.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jackfield.sip.container.descriptor.Condition.And;
import org.jackfield.sip.container.descriptor.Condition.Contains;
import org.jackfield.sip.container.descriptor.Condition.Equal;
import org.jackfield.sip.container.descriptor.Condition.Exists;
import org.jackfield.sip.container.descriptor.Condition.Not;
import org.jackfield.sip.container.descriptor.Condition.Or;
import org.jackfield.sip.container.descriptor.Condition.SubdomainOf;
import org.jackfield.sip.container.descriptor.LoginConfig.IdentityAssertion;
import org.jackfield.sip.container.descriptor.LoginConfig.Scheme;
import org.jackfield.sip.container.descriptor.SecurityConstraint.ResourceCollection;
import org.jackfield.sip.container.descriptor.SecurityConstraint.TransportGuarantee;
import org.jackfield.sip.container.message.SampleRequest;
import org.junit.jupiter.api.Test;

class SipXmlTest {
  private static final String WHOLE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <sip-app xmlns="http://www.jcp.org/xml/ns/sipservlet"
          xmlns:javaee="http://java.sun.com/xml/ns/javaee" version="1.1">
        <app-name>org.example.office</app-name>
        <javaee:display-name>Office</javaee:display-name>
        <javaee:display-name xml:lang="de">Büro</javaee:display-name>
        <javaee:description>Answers the telephone.</javaee:description>
        <javaee:icon><javaee:small-icon>a.png</javaee:small-icon></javaee:icon>
        <distributable/>
        <context-param>
          <javaee:param-name>city</javaee:param-name>
          <javaee:param-value>Graz</javaee:param-value>
        </context-param>
        <listener>
          <javaee:listener-class>org.example.Watch</javaee:listener-class>
        </listener>
        <servlet-selection>
          <servlet-mapping>
            <servlet-name>desk</servlet-name>
            <pattern>
              <and>
                <equal ignore-case="true">
                  <var>request.method</var>
                  <value>invite</value>
                </equal>
                <not>
                  <or>
                    <exists><var>request.uri.param.ignore</var></exists>
                    <contains>
                      <var>request.from.display-name</var>
                      <value>Spam</value>
                    </contains>
                  </or>
                </not>
                <subdomain-of>
                  <var>request.uri.host</var>
                  <value>example.com</value>
                </subdomain-of>
              </and>
            </pattern>
          </servlet-mapping>
          <servlet-mapping>
            <servlet-name>rest</servlet-name>
            <pattern><exists><var>request.method</var></exists></pattern>
          </servlet-mapping>
        </servlet-selection>
        <servlet>
          <javaee:description>At the desk</javaee:description>
          <javaee:display-name>Desk</javaee:display-name>
          <javaee:servlet-name>desk</javaee:servlet-name>
          <javaee:servlet-class>org.example.Desk</javaee:servlet-class>
          <javaee:init-param>
            <javaee:param-name>hours</javaee:param-name>
            <javaee:param-value>9-17</javaee:param-value>
          </javaee:init-param>
          <javaee:load-on-startup>2</javaee:load-on-startup>
          <javaee:run-as><javaee:role-name>clerk</javaee:role-name></javaee:run-as>
          <javaee:security-role-ref>
            <javaee:role-name>boss</javaee:role-name>
            <javaee:role-link>head-of-department</javaee:role-link>
          </javaee:security-role-ref>
        </servlet>
        <servlet>
          <servlet-name>rest</servlet-name>
          <servlet-class>org.example.Rest</servlet-class>
        </servlet>
        <proxy-config><proxy-timeout>90</proxy-timeout></proxy-config>
        <session-config><javaee:session-timeout>15</javaee:session-timeout></session-config>
        <javaee:env-entry>
          <javaee:env-entry-name>x</javaee:env-entry-name>
        </javaee:env-entry>
        <javaee:ejb-ref><javaee:ejb-ref-name>ejb/X</javaee:ejb-ref-name></javaee:ejb-ref>
        <javaee:resource-ref><javaee:res-ref-name>jdbc/X</javaee:res-ref-name></javaee:resource-ref>
        <vendor:cache xmlns:vendor="urn:vendor"><vendor:deep/></vendor:cache>
      </sip-app>
      """;

  @Test
  void readsEveryElementOfAnApplication() throws Exception {
    SipDescriptor office = Reading.document(WHOLE);

    assertThat(office.appName()).contains("org.example.office");
    assertThat(office.displayName()).contains("Office");
    assertThat(office.description()).contains("Answers the telephone.");
    assertThat(office.distributable()).isTrue();
    assertThat(office.contextParams()).isEqualTo(Map.of("city", "Graz"));
    assertThat(office.listeners()).containsExactly("org.example.Watch");
    assertThat(office.proxyTimeout()).hasValue(90);
    assertThat(office.sessionTimeout()).hasValue(15);
    assertThat(office.mainServlet()).isEmpty();
    assertThat(office.servlets())
        .containsExactly(
            new ServletDeclaration(
                "desk",
                "org.example.Desk",
                Optional.of("Desk"),
                Optional.of("At the desk"),
                2,
                Map.of("hours", "9-17"),
                Optional.of("clerk"),
                Map.of("boss", "head-of-department")),
            new ServletDeclaration(
                "rest",
                "org.example.Rest",
                Optional.empty(),
                Optional.empty(),
                ServletDeclaration.NOT_ON_STARTUP,
                Map.of(),
                Optional.empty(),
                Map.of()));
  }

  @Test
  void readsEveryCondition() throws Exception {
    Condition pattern =
        new And(
            List.of(
                new Equal(Variable.named("request.method"), "invite", true),
                new Not(
                    new Or(
                        List.of(
                            new Exists(Variable.named("request.uri.param.ignore")),
                            new Contains(
                                Variable.named("request.from.display-name"), "Spam", false)))),
                new SubdomainOf(Variable.named("request.uri.host"), "example.com")));

    assertThat(Reading.document(WHOLE).mappings())
        .containsExactly(
            new ServletMapping("desk", pattern),
            new ServletMapping("rest", new Exists(Variable.named("request.method"))));
  }

  @Test
  void theFirstMappingThatMatchesGetsTheRequest() throws Exception {
    SipDescriptor office = Reading.document(WHOLE);

    assertThat(office.servletFor(SampleRequest.of("INVITE", "sip:bob@pbx.example.com").build()))
        .contains("desk");
    assertThat(office.servletFor(SampleRequest.of("MESSAGE", "sip:bob@example.com").build()))
        .contains("rest");
  }

  @Test
  void withoutAMatchNoServletGetsTheRequest() throws Exception {
    SipDescriptor mapped =
        Reading.with(
            """
            <servlet-selection><servlet-mapping><servlet-name>a</servlet-name><pattern>
            <equal><var>request.method</var><value>INVITE</value></equal>
            </pattern></servlet-mapping></servlet-selection>
            """);
    assertThat(mapped.servletFor(SampleRequest.of("MESSAGE", "sip:a@b").build())).isEmpty();
  }

  @Test
  void theOnlyServletIsTheMainServlet() throws Exception {
    SipDescriptor single = Reading.with("");
    assertThat(single.mainServlet()).contains("a");
    assertThat(single.servletFor(SampleRequest.of("MESSAGE", "sip:a@b").build())).contains("a");
  }

  @Test
  void aMainServletIsNamed() throws Exception {
    String selection = "<servlet-selection><main-servlet>b</main-servlet></servlet-selection>";
    String other =
        "<servlet><servlet-name>b</servlet-name><servlet-class>x.B</servlet-class></servlet>";
    assertThat(Reading.with(selection + other).mainServlet()).contains("b");
  }

  @Test
  void readsADescriptorOfVersionOneWithoutFetchingItsDtd() throws Exception {
    SipDescriptor old =
        Reading.document(
            """
            <?xml version="1.0" encoding="ISO-8859-1"?>
            <!DOCTYPE sip-app PUBLIC "-//Java Community Process//DTD SIP Application 1.0//EN"
                "http://127.0.0.1:1/dtd/sip-app_1_0.dtd">
            <sip-app>
              <display-name>Old</display-name>
              <servlet>
                <servlet-name>a</servlet-name>
                <servlet-class>x.A</servlet-class>
                <load-on-startup/>
              </servlet>
              <servlet-mapping>
                <servlet-name>a</servlet-name>
                <pattern><equal><var>request.method</var><value>INVITE</value></equal></pattern>
              </servlet-mapping>
              <proxy-config>
                <sequential-search-timeout>30</sequential-search-timeout>
              </proxy-config>
            </sip-app>
            """);
    assertThat(old.mappings()).hasSize(1);
    assertThat(old.proxyTimeout()).hasValue(30);
    assertThat(old.servlets().getFirst().loadOnStartup()).isZero();
  }

  @Test
  void proxyTimeoutWinsOverItsOldName() throws Exception {
    assertThat(
            Reading.with(
                    "<proxy-config><proxy-timeout>9</proxy-timeout>"
                        + "<sequential-search-timeout>5</sequential-search-timeout></proxy-config>")
                .proxyTimeout())
        .hasValue(9);
  }

  @Test
  void readsSecurityConstraints() throws Exception {
    SipDescriptor guarded =
        Reading.with(
            """
            <security-constraint>
              <display-name>Clerks</display-name>
              <resource-collection>
                <resource-name>calls</resource-name>
                <description>Calls only</description>
                <servlet-name>a</servlet-name>
                <sip-method>INVITE</sip-method>
              </resource-collection>
              <proxy-authentication/>
              <auth-constraint><role-name>clerk</role-name></auth-constraint>
              <user-data-constraint>
                <transport-guarantee>CONFIDENTIAL</transport-guarantee>
              </user-data-constraint>
            </security-constraint>
            <security-role><role-name>clerk</role-name></security-role>
            """);

    SecurityConstraint constraint = guarded.security().constraints().getFirst();
    assertThat(constraint)
        .isEqualTo(
            new SecurityConstraint(
                Optional.of("Clerks"),
                List.of(new ResourceCollection("calls", Set.of("a"), Set.of("INVITE"))),
                true,
                Optional.of(Set.of("clerk")),
                TransportGuarantee.CONFIDENTIAL));
    assertThat(constraint.covers("a", "INVITE")).isTrue();
    assertThat(constraint.covers("a", "MESSAGE")).isFalse();
    assertThat(constraint.covers("b", "INVITE")).isFalse();
    assertThat(guarded.security().roles()).containsExactly("clerk");
  }

  @Test
  void anEmptyAuthConstraintLetsNobodyInAndNoneLetsEverybodyIn() throws Exception {
    String resources =
        "<resource-collection><resource-name>r</resource-name>"
            + "<servlet-name>a</servlet-name></resource-collection>";
    SecurityDeclaration security =
        Reading.with(
                "<security-constraint>"
                    + resources
                    + "<auth-constraint/></security-constraint>"
                    + "<security-constraint>"
                    + resources
                    + "</security-constraint>")
            .security();

    assertThat(security.constraints().get(0).roles()).contains(Set.of());
    assertThat(security.constraints().get(1).roles()).isEmpty();
    assertThat(security.constraints().get(1).covers("a", "PUBLISH")).isTrue();
  }

  @Test
  void readsHowToLogIn() throws Exception {
    assertThat(
            Reading.with(
                    """
                    <login-config>
                      <auth-method>Digest</auth-method>
                      <realm-name>example.com</realm-name>
                      <identity-assertion>
                        <identity-assertion-scheme>P-Asserted-Identity</identity-assertion-scheme>
                        <identity-assertion-support>REQUIRED</identity-assertion-support>
                      </identity-assertion>
                    </login-config>
                    """)
                .security()
                .loginConfig())
        .contains(
            new LoginConfig(
                Optional.of("DIGEST"),
                Optional.of("example.com"),
                Optional.of(new IdentityAssertion(Scheme.P_ASSERTED_IDENTITY, true))));
  }
}
