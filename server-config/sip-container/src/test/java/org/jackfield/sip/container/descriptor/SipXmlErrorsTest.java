package org.jackfield.sip.container.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipXmlErrorsTest {
  private static final String PATTERN =
      "<pattern><exists><var>request.method</var></exists></pattern>";

  @Test
  void saysWhichServletIsNotDeclaredAndWhichAre() {
    assertThat(Reading.errorWith(mapping("<servlet-name>b</servlet-name>" + PATTERN)))
        .isEqualTo(
            "sip.xml:2: <servlet-mapping> names the servlet 'b', which is not declared;"
                + " declared: a");
    assertThat(Reading.errorWith(selection("<main-servlet>b</main-servlet>")))
        .startsWith("sip.xml:2: <main-servlet> names the servlet 'b'");
    assertThat(
            Reading.errorWith(
                "<security-constraint><resource-collection><resource-name>r</resource-name>"
                    + "<servlet-name>b</servlet-name></resource-collection></security-constraint>"))
        .startsWith("sip.xml:2: <resource-collection> names the servlet 'b'");
  }

  @Test
  void aMainServletAndMappingsExcludeEachOther() {
    String both =
        "<main-servlet>a</main-servlet>\n<servlet-mapping><servlet-name>a</servlet-name>"
            + PATTERN
            + "</servlet-mapping>";
    assertThat(Reading.errorWith(selection(both)))
        .isEqualTo(
            "sip.xml:3: an application has either a <main-servlet> or <servlet-mapping>s,"
                + " not both");
  }

  @Test
  void severalServletsNeedAChoice() {
    assertThat(
            Reading.errorWith(
                "<servlet><servlet-name>b</servlet-name><servlet-class>x.B</servlet-class>"
                    + "</servlet>"))
        .startsWith("Of the servlets a, b none is the main servlet and none is mapped")
        .contains("<main-servlet>");
  }

  @Test
  void aServletHasANameAndAClassAndIsDeclaredOnce() {
    assertThat(
            Reading.errorOf(
                "<sip-app>\n<servlet><servlet-name>a</servlet-name></servlet></sip-app>"))
        .isEqualTo("sip.xml:2: <servlet> 'a' needs a <servlet-class>");
    assertThat(Reading.errorWith("<servlet><servlet-class>x.A</servlet-class></servlet>"))
        .isEqualTo("sip.xml:2: <servlet> needs a <servlet-name>");
    assertThat(
            Reading.errorWith(
                "<servlet><servlet-name>a</servlet-name><servlet-class>x.B</servlet-class>"
                    + "</servlet>"))
        .isEqualTo("sip.xml:2: <servlet> 'a' is declared twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<servlet-name>a</servlet-name> | <servlet-mapping> of 'a' takes one <pattern>",
        "<servlet-name>a</servlet-name><pattern/> | <pattern> takes one condition, not 0",
        "<pattern><exists><var>request.method</var></exists></pattern>"
            + " | <servlet-mapping> takes one <servlet-name>",
        "<url-pattern>/x</url-pattern> | <url-pattern> is not allowed within <servlet-mapping>",
      })
  void aMappingHasAServletAndACondition(String content, String message) {
    assertThat(Reading.errorWith(mapping(content))).startsWith("sip.xml:2: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<and/> | <and> takes one condition or more",
        "<or></or> | <or> takes one condition or more",
        "<not/> | <not> takes one condition, not 0",
        "<xor/> | <xor> is no condition; there are and, or, not, equal",
        "<equal><var>request.method</var></equal> | <equal> takes one <var> and one <value>",
        "<exists/> | <exists> takes one <var> and no <value>",
        "<exists><var/></exists> | <var> is empty",
        "<exists><var>request.uri.hots</var></exists> | There is no variable 'request.uri.hots'",
        "<equal ignore-case='maybe'/> | ignore-case of <equal> is true or false",
        "<subdomain-of><var>request.uri.user</var><value>x</value></subdomain-of>"
            + " | <subdomain-of> compares hosts and telephone numbers",
        "<exists><var>request.method<b/></var></exists> | <var> holds text, not <b>",
        "INVITE | <pattern> holds elements, not the text 'INVITE'",
      })
  void aConditionIsWellMade(String condition, String message) {
    String content = "<servlet-name>a</servlet-name><pattern>" + condition + "</pattern>";
    assertThat(Reading.errorWith(mapping(content))).startsWith("sip.xml:2: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<servlt/> | <servlt> is not allowed within <sip-app>, which takes app-name,",
        "<app-name/> | <app-name> is empty",
        "<app-name>a</app-name><app-name>a</app-name> | <app-name> may be there only once",
        "<distributable/><distributable/> | <distributable> may be there only once",
        "<listener/> | <listener> takes one <listener-class>",
        "<context-param><param-name>x</param-name></context-param>"
            + " | <context-param> takes one <param-name> and one <param-value>",
        "<session-config><session-timeout>soon</session-timeout></session-config>"
            + " | <session-timeout> takes a whole number, not 'soon'",
        "<proxy-config><proxy-timeout>0</proxy-timeout></proxy-config>"
            + " | <proxy-timeout> takes seconds above 0, not 0",
        "<login-config><auth-method>FORM</auth-method></login-config>"
            + " | <auth-method> takes DIGEST, BASIC or CLIENT-CERT, not 'FORM'",
        "<security-constraint/> | <security-constraint> needs a <resource-collection>",
        "<security-constraint><user-data-constraint><transport-guarantee>TLS"
            + "</transport-guarantee></user-data-constraint></security-constraint>"
            + " | <transport-guarantee> takes NONE, INTEGRAL or CONFIDENTIAL, not 'TLS'",
      })
  void everyElementSaysWhatItTakes(String element, String message) {
    assertThat(Reading.errorWith(element)).startsWith("sip.xml:2: " + message);
  }

  @Test
  void theRootIsSipApp() {
    assertThat(Reading.errorOf("<web-app/>"))
        .isEqualTo("sip.xml:1: the root element is <sip-app>, not <web-app>");
  }

  @Test
  void brokenXmlIsLocated() {
    assertThat(Reading.errorOf("<sip-app>\n<servlet></sip-app>"))
        .startsWith("sip.xml:2: not well-formed XML: ");
    assertThat(Reading.errorOf("")).startsWith("sip.xml:1: not well-formed XML: ");
  }

  private static String selection(String content) {
    return "<servlet-selection>" + content + "</servlet-selection>";
  }

  private static String mapping(String content) {
    return selection("<servlet-mapping>" + content + "</servlet-mapping>");
  }
}
