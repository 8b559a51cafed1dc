package org.jackfield.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule refuses a class that is wrong, and lets the right one beside it pass. */
class RulesBiteTest {

  private static final String[] OTHERS = {
    "package org.jackfield.call; public interface Call {}",
    "package org.jackfield.account; public interface Account {}",
    "package org.jackfield.media; public interface Sound {}",
    "package org.jackfield.sip; public interface Order {}",
    "package org.mobicents.servlet; public interface Core {}",
    "package gov.nist.javax.sip.stack; public interface Stack {}",
    "package org.infinispan; public interface Cache {}",
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource
  void refuses(ArchRule rule, String wrong) {
    assertThat(hasViolation(rule, wrong)).isTrue();
  }

  static Stream<Arguments> refuses() {
    return Stream.of(
        argumentSet(
            "a call that knows an account",
            Rules.ARROWS,
            "package org.jackfield.call; class A { org.jackfield.account.Account it; }"),
        argumentSet(
            "a forbidden type in an array",
            Rules.ARROWS,
            "package org.jackfield.call; class A { org.jackfield.account.Account[] it; }"),
        argumentSet(
            "an application that knows the container's order",
            Rules.ARROWS,
            "package org.jackfield.router; class A { org.jackfield.sip.Order it; }"),
        argumentSet(
            "a package that is on no map",
            Rules.ARROWS,
            "package org.jackfield.common; class A {}"),
        argumentSet(
            "a REST resource that knows SIP",
            Rules.SIP_IN_ONE_PACKAGE,
            "package org.jackfield.rest; class A { jakarta.servlet.sip.SipFactory it; }"),
        argumentSet(
            "an interpreter that reads XML",
            Rules.XML_AT_THE_EDGES,
            "package org.jackfield.interpreter; class A { javax.xml.stream.XMLStreamReader it; }"),
        argumentSet(
            "a router that reaches into the core",
            Rules.CORE_BEHIND_ONE_PACKAGE,
            "package org.jackfield.router.sip; class A { org.mobicents.servlet.Core it; }"),
        argumentSet(
            "a container class outside of core that reaches into the stack",
            Rules.CORE_BEHIND_ONE_PACKAGE,
            "package org.jackfield.sip.container; class A { gov.nist.javax.sip.stack.Stack it; }"),
        argumentSet(
            "a call with an HTTP client",
            Rules.CALL_IS_PLAIN_JAVA,
            "package org.jackfield.interpreter; class A { java.net.http.HttpClient it; }"),
        argumentSet(
            "a session that is injected",
            Rules.CALL_IS_PLAIN_JAVA,
            "package org.jackfield.session; class A { @jakarta.inject.Inject String it; }"),
        argumentSet(
            "a media API with a servlet in it",
            Rules.MEDIA_API_IS_PLAIN_JAVA,
            "package org.jackfield.media; class A { jakarta.servlet.Servlet it; }"),
        argumentSet(
            "an engine that is an EJB",
            Rules.ENGINE_KNOWS_NO_SERVER,
            "package org.jackfield.media.flow; @jakarta.ejb.Stateless class A {}"),
        argumentSet(
            "an account kept in a cache",
            Rules.CACHE_LAST_IN_THE_NAME,
            "package org.jackfield.account; class A { org.infinispan.Cache it; }"),
        argumentSet(
            "a manager",
            Rules.UNDERSTOOD_NAMES,
            "package org.jackfield.call; class CallManager {}"),
        argumentSet(
            "an implementation named so",
            Rules.UNDERSTOOD_NAMES,
            "package org.jackfield.call; class CallImpl {}"),
        argumentSet(
            "a package that says nothing about itself",
            Rules.PACKAGES_SAY_WHAT_THEY_ARE,
            "package org.jackfield.call; class A {}"));
  }

  @ParameterizedTest
  @MethodSource
  void letsPass(ArchRule rule, String right) {
    assertThat(hasViolation(rule, right)).isFalse();
  }

  static Stream<Arguments> letsPass() {
    return Stream.of(
        argumentSet(
            "a REST resource that knows an account",
            Rules.ARROWS,
            "package org.jackfield.rest.v2010; class A { org.jackfield.account.Account it; }"),
        argumentSet(
            "a SIP servlet in router.sip",
            Rules.SIP_IN_ONE_PACKAGE,
            "package org.jackfield.router.sip; class A extends jakarta.servlet.sip.SipServlet {}"),
        argumentSet(
            "a document read in instruction.twiml",
            Rules.XML_AT_THE_EDGES,
            "package org.jackfield.instruction.twiml; class A { javax.xml.stream.XMLStreamReader"
                + " it; }"),
        argumentSet(
            "the package that hides the core",
            Rules.CORE_BEHIND_ONE_PACKAGE,
            "package org.jackfield.sip.container.core.transport; class A {"
                + " gov.nist.javax.sip.stack.Stack it; }"),
        argumentSet(
            "a call with an array of numbers",
            Rules.CALL_IS_PLAIN_JAVA,
            "package org.jackfield.interpreter; class A { int[] digits; java.net.URI next; }"));
  }

  private boolean hasViolation(ArchRule rule, String source) {
    String[] sources = Stream.concat(Stream.of(source), Stream.of(OTHERS)).toArray(String[]::new);
    return rule.evaluate(CompiledSources.of(folder, sources)).hasViolation();
  }
}
