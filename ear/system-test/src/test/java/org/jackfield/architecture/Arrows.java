package org.jackfield.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;

/** Who may import whom among our packages. What is not named here is forbidden. */
final class Arrows extends ArchCondition<JavaClass> {

  private static final String ROOT = "org.jackfield.";

  private static final String[] CALL = {
    "instruction",
    "instruction.twiml",
    "call",
    "session",
    "application",
    "interpreter",
    "registration",
    "admission",
    "trunk"
  };

  private static final List<Arrow> MAP =
      List.of(
          from("instruction").to(),
          from("instruction.twiml").to("instruction"),
          from("call").to(),
          from("session").to(),
          from("registration").to("call", "admission"),
          from("admission").to("call", "network"),
          from("application").to("session", "call"),
          from("interpreter").to("call", "session", "application", "instruction", "media"),
          from("trunk").to("call", "admission", "media", "network"),
          from("network").to(),
          from("setting").to(),
          from("media").to(),
          from("media.sdp").to("media", "media.codec"),
          from("media.rtp").to("media", "media.sdp", "media.codec", "media.flow"),
          from("media.codec").to("media", "media.rtp", "media.flow"),
          from("media.flow").to("media", "media.rtp", "media.codec"),
          from("media.service").to(service()),
          from("media.cache").to(service()),
          from("session.cache").to(service()),
          from("account").to(service()),
          from("router..").to(and(CALL, "media", "network", "setting", "router..")),
          // The one package that knows SIP may also order its work by application session
          from("router.sip..").to("sip"),
          from("rest..")
              .to(
                  "call",
                  "session",
                  "trunk",
                  "registration",
                  "admission",
                  "media",
                  "network",
                  "setting",
                  "account",
                  "rest.."),
          from("sip").to(),
          from("sip.container..").to("sip", "sip.container.."));

  Arrows() {
    super("follow the arrows of the design");
  }

  /** The packages of the module {@code sip-app/call}. */
  static String[] ofTheCall() {
    return Stream.of(CALL).map(name -> ROOT + name).toArray(String[]::new);
  }

  private static String[] service() {
    return new String[] {
      "call",
      "session",
      "trunk",
      "registration",
      "admission",
      "media",
      "media.rtp",
      "media.sdp",
      "media.codec",
      "media.flow",
      "network",
      "setting",
      "media.service",
      "media.cache",
      "session.cache",
      "account"
    };
  }

  private static String[] and(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  @Override
  public void check(JavaClass owner, ConditionEvents events) {
    List<Arrow> arrows = MAP.stream().filter(arrow -> arrow.startsAt(owner)).toList();
    if (arrows.isEmpty()) {
      events.add(
          SimpleConditionEvent.violated(
              owner, owner.getPackageName() + " is not on the map (" + owner.getName() + ")"));
    }
    for (Dependency dependency : owner.getDirectDependenciesFromSelf()) {
      JavaClass other = dependency.getTargetClass().getBaseComponentType();
      if (isOurs(other)
          && !other.getPackageName().equals(owner.getPackageName())
          && arrows.stream().noneMatch(arrow -> arrow.endsAt(other))) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(ROOT);
  }

  private static Start from(String origin) {
    return new Start(matcher(origin));
  }

  private static PackageMatcher matcher(String name) {
    return PackageMatcher.of(ROOT + name);
  }

  private record Start(PackageMatcher origin) {
    Arrow to(String... targets) {
      return new Arrow(origin, Stream.of(targets).map(Arrows::matcher).toList());
    }
  }

  private record Arrow(PackageMatcher origin, List<PackageMatcher> targets) {
    boolean startsAt(JavaClass type) {
      return origin.matches(type.getPackageName());
    }

    boolean endsAt(JavaClass type) {
      return targets.stream().anyMatch(target -> target.matches(type.getPackageName()));
    }
  }
}
