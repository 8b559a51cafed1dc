package org.jackfield.sip.container.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RunAs;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.annotation.SipApplicationKey;
import jakarta.servlet.sip.annotation.SipListener;
import jakarta.servlet.sip.annotation.SipServlet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jackfield.sip.container.descriptor.voicemail.Lamp;
import org.jackfield.sip.container.descriptor.voicemail.Mailbox;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipAnnotationsTest {
  private static final ServletDeclaration MAILBOX =
      new ServletDeclaration(
          "mailbox",
          Mailbox.class.getName(),
          Optional.empty(),
          Optional.of("One for each user"),
          3,
          Map.of(),
          Optional.empty(),
          Map.of());

  @SipServlet(name = "mailbox")
  static class OtherMailbox {}

  @SipServlet(applicationName = "elsewhere")
  static class Elsewhere {}

  @SipServlet(name = "clerk")
  @RunAs("clerk")
  @DeclareRoles({"phone", "operator"})
  static class Clerk {}

  @SipListener(applicationName = "nowhere")
  static class Nowhere {}

  @SipServlet
  abstract static class Unfinished {}

  static class TwoKeys {
    @SipApplicationKey
    public static String one(SipServletRequest request) {
      return request.getMethod();
    }
  }

  static class NotStatic {
    @SipApplicationKey
    public String key(SipServletRequest request) {
      return request.getMethod();
    }
  }

  static class NotPublic {
    @SipApplicationKey
    static String key(SipServletRequest request) {
      return request.getMethod();
    }
  }

  static class NotText {
    @SipApplicationKey
    public static int key(SipServletRequest request) {
      return request.getMaxForwards();
    }
  }

  static class NotOfRequests {
    @SipApplicationKey
    public static String key(SipServletRequest request, String more) {
      return request.getMethod() + more;
    }
  }

  @Test
  void aServletSaysWhichRoleItRunsInAndWhichItKnows() throws Exception {
    SipDescriptor descriptor = SipDeclarations.of(List.of(index(Clerk.class)));

    assertThat(descriptor.servlet("clerk").orElseThrow().runAs()).contains("clerk");
    assertThat(descriptor.security().roles()).containsExactlyInAnyOrder("phone", "operator");
  }

  @Test
  void aDeploymentWithoutAnnotationsDeclaresNothing() throws Exception {
    assertThat(SipDeclarations.of(List.of(index(String.class)))).isEqualTo(SipDescriptor.NONE);
    assertThat(SipDeclarations.of(List.of())).isEqualTo(SipDescriptor.NONE);
  }

  @Test
  void readsApplicationServletsListenersAndKey() throws Exception {
    SipDescriptor voicemail =
        SipDeclarations.of(List.of(index(Lamp.class), index("voicemail", Mailbox.class)));

    assertThat(voicemail.appName()).contains("voicemail");
    assertThat(voicemail.displayName()).contains("Voice mail");
    assertThat(voicemail.description()).contains("Takes messages");
    assertThat(voicemail.distributable()).isTrue();
    assertThat(voicemail.sessionTimeout()).hasValue(7);
    assertThat(voicemail.proxyTimeout()).hasValue(20);
    assertThat(voicemail.mainServlet()).contains("mailbox");
    assertThat(voicemail.servlet("mailbox")).contains(MAILBOX);
    assertThat(voicemail.servlet("Lamp"))
        .hasValueSatisfying(lamp -> {
          assertThat(lamp.className()).isEqualTo(Lamp.class.getName());
          assertThat(lamp.loadOnStartup()).isEqualTo(ServletDeclaration.NOT_ON_STARTUP);
        });
    assertThat(voicemail.applicationKey())
        .contains(new ApplicationKeyMethod(Mailbox.class.getName(), "key"));
  }

  @Test
  void aClassMayBeServletAndListener() throws Exception {
    SipDescriptor voicemail = SipDeclarations.of(List.of(index(Mailbox.class)));
    assertThat(voicemail.listeners()).containsExactly(Mailbox.class.getName());
    assertThat(voicemail.servletOfClass(Mailbox.class.getName())).contains(MAILBOX);
  }

  @Test
  void whatIsNotSaidHasNoDefaultFromTheAnnotation() throws Exception {
    SipDescriptor conference = SipDeclarations.of(List.of(index("conference")));
    assertThat(conference.appName()).contains("conference");
    assertThat(conference.sessionTimeout()).isEmpty();
    assertThat(conference.proxyTimeout()).isEmpty();
  }

  @Test
  void aNestedClassHasItsBinaryNameAndItsSimpleName() throws Exception {
    assertThat(SipDeclarations.of(List.of(index(Elsewhere.class))).servlets())
        .singleElement()
        .satisfies(servlet -> {
          assertThat(servlet.name()).isEqualTo("Elsewhere");
          assertThat(servlet.className()).isEqualTo(Elsewhere.class.getName());
        });
  }

  @Test
  void twoApplicationsInOneDeploymentAreRefused() {
    assertThatThrownBy(() -> SipDeclarations.of(List.of(index("voicemail"), index("conference"))))
        .isInstanceOf(SipDescriptorException.class)
        .hasMessageContaining("descriptor.conference and of ")
        .hasMessageContaining("descriptor.voicemail disagree about name");
  }

  @Test
  void anApplicationNameThatDisagreesIsRefused() {
    assertThatThrownBy(
            () -> SipDeclarations.of(List.of(index("conference", Elsewhere.class, Lamp.class))))
        .hasMessageContaining("conference calls the application 'conference' and")
        .hasMessageContaining("Elsewhere calls it 'elsewhere': one deployment is one application");
    assertThatThrownBy(() -> SipDeclarations.of(List.of(index(Elsewhere.class, Nowhere.class))))
        .hasMessageContaining("calls it 'nowhere'");
  }

  @Test
  void twoServletsOfOneNameAreRefused() {
    assertThatThrownBy(() -> SipDeclarations.of(List.of(index(Mailbox.class, OtherMailbox.class))))
        .hasMessageContaining("have the same name 'mailbox': give one another name");
  }

  @Test
  void aClassThatIsInTwoIndexesIsOneServlet() throws Exception {
    assertThat(SipDeclarations.of(List.of(index(Mailbox.class), index(Mailbox.class))).servlets())
        .containsExactly(MAILBOX);
  }

  @Test
  void anAbstractServletIsRefused() {
    assertThatThrownBy(() -> SipDeclarations.of(List.of(index(Unfinished.class))))
        .hasMessageContaining("Unfinished is abstract");
  }

  @ParameterizedTest
  @ValueSource(classes = {NotStatic.class, NotPublic.class, NotText.class, NotOfRequests.class})
  void aKeyMethodOfAnotherShapeIsRefused(Class<?> type) {
    assertThatThrownBy(() -> SipDeclarations.of(List.of(index(type))))
        .isInstanceOf(SipDescriptorException.class)
        .hasMessage(
            "@SipApplicationKey is for methods 'public static String name(SipServletRequest)',"
                + " not for "
                + type.getName()
                + ".key");
  }

  @Test
  void twoKeyMethodsAreRefused() {
    assertThatThrownBy(() -> SipDeclarations.of(List.of(index(Mailbox.class, TwoKeys.class))))
        .hasMessageContaining("one @SipApplicationKey in an application, and here are two");
  }

  @Test
  void sipXmlWinsAndTheRestIsUnited() throws Exception {
    SipDescriptor merged =
        voicemailWith(
            """
            <app-name>voicemail</app-name>
            <display-name>Post box</display-name>
            <servlet>
              <servlet-name>mailbox</servlet-name>
              <servlet-class>x.Better</servlet-class>
            </servlet>
            <servlet>
              <servlet-name>extra</servlet-name>
              <servlet-class>x.Extra</servlet-class>
            </servlet>
            <listener><listener-class>x.Extra</listener-class></listener>
            <session-config><session-timeout>0</session-timeout></session-config>
            """);

    assertThat(merged.displayName()).contains("Post box");
    assertThat(merged.description()).contains("Takes messages");
    assertThat(merged.servlets())
        .extracting(ServletDeclaration::className)
        .containsExactly("x.Better", "x.Extra", Lamp.class.getName());
    assertThat(merged.listeners()).containsExactly("x.Extra", Mailbox.class.getName());
    assertThat(merged.mainServlet()).contains("mailbox");
    assertThat(merged.sessionTimeout()).hasValue(0);
    assertThat(merged.proxyTimeout()).hasValue(20);
    assertThat(merged.applicationKey()).isPresent();
  }

  @Test
  void sipXmlMayMapWhatAnnotationsDeclare() throws Exception {
    SipDescriptor mapped =
        voicemailWith(
            """
            <servlet-selection><servlet-mapping>
              <servlet-name>Lamp</servlet-name>
              <pattern><exists><var>request.method</var></exists></pattern>
            </servlet-mapping></servlet-selection>
            """);
    assertThat(mapped.mappings()).hasSize(1);
    assertThat(mapped.mainServlet()).isEmpty();
  }

  @Test
  void aClassThatSipXmlNamesOtherwiseIsOneServlet() throws Exception {
    SipDescriptor renamed =
        SipDeclarations.of(
            document(
                "<servlet><servlet-name>light</servlet-name><servlet-class>"
                    + Lamp.class.getName()
                    + "</servlet-class></servlet>"),
            "sip.xml",
            List.of(index(Lamp.class)));
    assertThat(renamed.servlets()).extracting(ServletDeclaration::name).containsExactly("light");
    assertThat(renamed.mainServlet()).contains("light");
  }

  @Test
  void sipXmlThatCallsTheApplicationOtherwiseIsRefused() {
    assertThatThrownBy(() -> voicemailWith("<app-name>mail</app-name>"))
        .isInstanceOf(SipDescriptorException.class)
        .hasMessage(
            "sip.xml calls the application 'mail' and an annotation calls it 'voicemail':"
                + " they must agree");
  }

  @Test
  void aCompleteSipXmlLeavesAnnotationsUnread() throws Exception {
    InputStream complete =
        new ByteArrayInputStream(
            "<sip-app metadata-complete='true'><app-name>mail</app-name></sip-app>"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(
            SipDeclarations.of(complete, "sip.xml", List.of(index("voicemail", Mailbox.class)))
                .servlets())
        .isEmpty();
  }

  private static SipDescriptor voicemailWith(String elements)
      throws IOException, SipDescriptorException {
    return SipDeclarations.of(
        document(elements), "sip.xml", List.of(index("voicemail", Mailbox.class, Lamp.class)));
  }

  private static InputStream document(String elements) {
    return new ByteArrayInputStream(
        ("<sip-app>" + elements + "</sip-app>").getBytes(StandardCharsets.UTF_8));
  }

  private static Index index(Class<?>... types) throws IOException {
    return index("", types);
  }

  private static Index index(String application, Class<?>... types) throws IOException {
    Indexer indexer = new Indexer();
    for (Class<?> type : types) {
      indexer.indexClass(type);
    }
    if (!application.isEmpty()) {
      try (InputStream packageInfo =
          SipAnnotationsTest.class.getResourceAsStream(application + "/package-info.class")) {
        indexer.index(Objects.requireNonNull(packageInfo));
      }
    }
    return indexer.complete();
  }
}
