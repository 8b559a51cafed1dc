package org.jackfield.sip.container.descriptor;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jackfield.sip.container.descriptor.Draft.Reference;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads the annotations of package {@code jakarta.servlet.sip.annotation} from indexed classes, and
 * those that say in which roles a SIP servlet runs and which it knows, without loading any of them.
 */
final class SipAnnotations {
  private static final String PACKAGE = "jakarta.servlet.sip.annotation.";
  private static final DotName SIP_APPLICATION = DotName.createSimple(PACKAGE + "SipApplication");
  private static final DotName SIP_SERVLET = DotName.createSimple(PACKAGE + "SipServlet");
  private static final DotName SIP_LISTENER = DotName.createSimple(PACKAGE + "SipListener");
  private static final DotName APPLICATION_KEY =
      DotName.createSimple(PACKAGE + "SipApplicationKey");
  private static final DotName RUN_AS = DotName.createSimple("jakarta.annotation.security.RunAs");
  private static final DotName DECLARE_ROLES =
      DotName.createSimple("jakarta.annotation.security.DeclareRoles");
  private static final DotName STRING = DotName.createSimple("java.lang.String");
  private static final DotName REQUEST =
      DotName.createSimple("jakarta.servlet.sip.SipServletRequest");

  private final Collection<? extends IndexView> classes;
  private final Draft draft = new Draft();

  /**
   * Where the name of the application was first said, for the message when it is said otherwise.
   */
  private String namedBy = "";

  private SipAnnotations(Collection<? extends IndexView> classes) {
    this.classes = classes;
  }

  static Draft read(Collection<? extends IndexView> classes) throws SipDescriptorException {
    SipAnnotations reading = new SipAnnotations(classes);
    reading.application();
    reading.servlets();
    reading.listeners();
    reading.applicationKey();
    return reading.draft;
  }

  // One deployment is one application: several packages may describe it if they do not disagree.
  private void application() throws SipDescriptorException {
    Map<String, AnnotationInstance> said = new HashMap<>();
    for (AnnotationInstance annotation : instances(SIP_APPLICATION)) {
      for (AnnotationValue value : annotation.values()) {
        AnnotationInstance earlier = said.putIfAbsent(value.name(), annotation);
        if (earlier != null && !value.equals(earlier.value(value.name()))) {
          throw new SipDescriptorException(
              "@SipApplication of %s and of %s disagree about %s: one deployment is one application"
                  .formatted(where(earlier), where(annotation), value.name()));
        }
      }
      application(annotation);
    }
  }

  private void application(AnnotationInstance annotation) throws SipDescriptorException {
    name(text(annotation, "name"), annotation);
    draft.displayName = draft.displayName.or(() -> text(annotation, "displayName"));
    draft.description = draft.description.or(() -> text(annotation, "description"));
    AnnotationValue distributable = annotation.value("distributable");
    draft.distributable |= distributable != null && distributable.asBoolean();
    Optional<String> main = text(annotation, "mainServlet");
    if (main.isPresent()) {
      draft.mainServlet = main;
      draft.references.add(
          new Reference(main.get(), "@SipApplication(mainServlet) of " + where(annotation)));
    }
    number(annotation, "sessionTimeout")
        .ifPresent(minutes -> draft.sessionTimeout = OptionalInt.of(minutes));
    OptionalInt proxyTimeout = number(annotation, "proxyTimeout");
    if (proxyTimeout.isPresent()) {
      if (proxyTimeout.getAsInt() < 1) {
        throw new SipDescriptorException(
            "@SipApplication(proxyTimeout) of " + where(annotation) + " takes seconds above 0");
      }
      draft.proxyTimeout = proxyTimeout;
    }
  }

  private void servlets() throws SipDescriptorException {
    for (AnnotationInstance annotation : instances(SIP_SERVLET)) {
      ClassInfo type = annotation.target().asClass();
      name(text(annotation, "applicationName"), annotation);
      if (Modifier.isAbstract(type.flags())) {
        throw new SipDescriptorException(
            "@SipServlet is for classes that can be instantiated; %s is abstract"
                .formatted(where(annotation)));
      }
      ServletDeclaration servlet =
          new ServletDeclaration(
              text(annotation, "name").orElseGet(() -> simpleName(type)),
              type.name().toString(),
              Optional.empty(),
              text(annotation, "description"),
              number(annotation, "loadOnStartup").orElse(ServletDeclaration.NOT_ON_STARTUP),
              Map.of(),
              security(type, RUN_AS).flatMap(runAs -> text(runAs, "value")),
              Map.of());
      security(type, DECLARE_ROLES)
          .ifPresent(roles -> draft.roles.addAll(List.of(roles.value().asStringArray())));
      ServletDeclaration earlier = draft.servlets.putIfAbsent(servlet.name(), servlet);
      if (earlier != null && !earlier.className().equals(servlet.className())) {
        throw new SipDescriptorException(
            "@SipServlet of %s and of %s have the same name '%s': give one another name"
                .formatted(earlier.className(), servlet.className(), servlet.name()));
      }
    }
  }

  private static Optional<AnnotationInstance> security(ClassInfo type, DotName annotation) {
    return Optional.<@Nullable AnnotationInstance>ofNullable(type.declaredAnnotation(annotation))
        .map(found -> found);
  }

  private void listeners() throws SipDescriptorException {
    for (AnnotationInstance annotation : instances(SIP_LISTENER)) {
      name(text(annotation, "applicationName"), annotation);
      draft.listeners.add(annotation.target().asClass().name().toString());
    }
  }

  private void applicationKey() throws SipDescriptorException {
    for (AnnotationInstance annotation : instances(APPLICATION_KEY)) {
      MethodInfo method = annotation.target().asMethod();
      name(text(annotation, "applicationName"), annotation);
      checkSignature(method);
      ApplicationKeyMethod key =
          new ApplicationKeyMethod(method.declaringClass().name().toString(), method.name());
      if (draft.applicationKey.isPresent() && !draft.applicationKey.get().equals(key)) {
        throw new SipDescriptorException(
            "There is one @SipApplicationKey in an application, and here are two: "
                + where(annotation)
                + " and "
                + draft.applicationKey.get());
      }
      draft.applicationKey = Optional.of(key);
    }
  }

  private static void checkSignature(MethodInfo method) throws SipDescriptorException {
    boolean right =
        Modifier.isPublic(method.flags())
            && Modifier.isStatic(method.flags())
            && method.returnType().name().equals(STRING)
            && method.parametersCount() == 1
            && method.parameterType(0).name().equals(REQUEST);
    if (!right) {
      throw new SipDescriptorException(
          "@SipApplicationKey is for methods 'public static String name(SipServletRequest)', not"
              + " for %s.%s".formatted(method.declaringClass().name(), method.name()));
    }
  }

  private void name(Optional<String> name, AnnotationInstance annotation)
      throws SipDescriptorException {
    if (name.isEmpty()) {
      return;
    }
    if (draft.appName.isEmpty()) {
      draft.appName = name;
      namedBy = where(annotation);
    } else if (!draft.appName.equals(name)) {
      throw new SipDescriptorException(
          "%s calls the application '%s' and %s calls it '%s': one deployment is one application"
              .formatted(namedBy, draft.appName.get(), where(annotation), name.get()));
    }
  }

  // By name, so that the order of an index is not the order of servlets and listeners.
  private List<AnnotationInstance> instances(DotName annotation) {
    List<AnnotationInstance> found = new ArrayList<>();
    for (IndexView index : classes) {
      found.addAll(index.getAnnotations(annotation));
    }
    found.sort((a, b) -> where(a).compareTo(where(b)));
    return found;
  }

  private static String where(AnnotationInstance annotation) {
    return switch (annotation.target().kind()) {
      case METHOD -> {
        MethodInfo method = annotation.target().asMethod();
        yield method.declaringClass().name() + "." + method.name();
      }
      case CLASS -> annotation.target().asClass().name().toString().replace(".package-info", "");
      default -> annotation.target().toString();
    };
  }

  private static String simpleName(ClassInfo type) {
    String local = type.name().withoutPackagePrefix();
    return local.substring(local.lastIndexOf('$') + 1);
  }

  private static Optional<String> text(AnnotationInstance annotation, String element) {
    return Optional.ofNullable(annotation.value(element))
        .map(AnnotationValue::asString)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static OptionalInt number(AnnotationInstance annotation, String element) {
    AnnotationValue value = annotation.value(element);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value.asInt());
  }
}
