package org.jackfield.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The rules of the house, each of one sentence. */
final class Rules {

  private static final String OURS = "org.jackfield..";

  private static final String[] SIP = {"jakarta.servlet.sip..", "org.jackfield.sip"};

  private static final String[] CORE = {"org.mobicents..", "gov.nist..", "javax.sip.."};

  private static final String[] XML = {
    "javax.xml..", "org.w3c.dom..", "org.xml.sax..", "jakarta.xml..", "org.codehaus.stax2.."
  };

  static final ArchRule ARROWS = classes().that().resideInAPackage(OURS).should(new Arrows());

  static final ArchRule SIP_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .and()
          .resideOutsideOfPackages("org.jackfield.router.sip..", "org.jackfield.sip..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SIP)
          .as("Of the application only router.sip knows SIP");

  static final ArchRule XML_AT_THE_EDGES =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .and()
          .resideOutsideOfPackages(
              "org.jackfield.instruction.twiml..",
              "org.jackfield.rest..",
              "org.jackfield.sip.container.descriptor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(XML)
          .as("XML is read in instruction.twiml, rest and the container's descriptor alone");

  static final ArchRule CORE_BEHIND_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.jackfield.sip.container.core..", "gov.nist..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CORE)
          .as("The SIP core and stack stay behind org.jackfield.sip.container.core");

  static final ArchRule CALL_IS_PLAIN_JAVA =
      classes()
          .that()
          .resideInAnyPackage(Arrows.ofTheCall())
          .should()
          .onlyDependOnClassesThat(plainJava())
          .as("The call is plain Java: no Jakarta, SIP, HTTP client or cache");

  static final ArchRule MEDIA_API_IS_PLAIN_JAVA =
      classes()
          .that()
          .resideInAPackage("org.jackfield.media")
          .should()
          .onlyDependOnClassesThat(plainJava())
          .as("The media API is plain Java");

  static final ArchRule ENGINE_KNOWS_NO_SERVER =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.jackfield.media.rtp..",
              "org.jackfield.media.codec..",
              "org.jackfield.media.flow..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta..",
              "javax.servlet..",
              "javax.sip..",
              "java.net.http..",
              "org.infinispan..",
              "org.jboss..",
              "org.wildfly..")
          .as("The media engine knows no server: no Jakarta, SIP, HTTP client or cache");

  static final ArchRule CACHE_LAST_IN_THE_NAME =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .and()
          .resideOutsideOfPackages("org.jackfield.media.cache..", "org.jackfield.session.cache..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.infinispan..")
          .as("Infinispan is known in media.cache and session.cache alone");

  static final ArchRule UNDERSTOOD_NAMES =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .should()
          .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl)(\\$.*)?")
          .as(
              "A name that ends in Manager, Helper, Utils or Impl says that the thing is not understood");

  static final ArchRule PACKAGES_SAY_WHAT_THEY_ARE =
      classes().that().resideInAPackage(OURS).should(beInANullMarkedPackage());

  private Rules() {}

  private static DescribedPredicate<JavaClass> plainJava() {
    // XML stands here because XML_AT_THE_EDGES already says which package may read it
    DescribedPredicate<JavaClass> plain =
        resideInAnyPackage(
                "java..", "javax.crypto..", "javax.xml..", "org.xml.sax..", OURS, "org.jspecify..")
            .and(resideOutsideOfPackages("java.net.http..", "java.sql..", "java.rmi.."));
    return DescribedPredicate.describe(
        "are plain Java",
        type ->
            type.getBaseComponentType().isPrimitive() || plain.test(type.getBaseComponentType()));
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("have a package-info.java with @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getPackageName() + " has no package-info.java with @NullMarked"));
        }
      }
    };
  }
}
