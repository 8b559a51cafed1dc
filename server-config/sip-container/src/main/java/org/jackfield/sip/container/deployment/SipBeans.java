package org.jackfield.sip.container.deployment;

import jakarta.annotation.Resource;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Makes beans of what the SIP applications of a deployment offer. */
final class SipBeans implements Extension {
  private final Slots slots;

  SipBeans(Slots slots) {
    this.slots = slots;
  }

  /**
   * {@code @Resource} of a bean becomes {@code @Inject}. CDI would look it up under the name of its
   * field in java:comp of whoever happens to use the bean first, and in an EAR that may be another
   * archive, where there is no such name. Called by the CDI container.
   */
  void inject(@Observes @WithAnnotations(Resource.class) ProcessAnnotatedType<?> type) {
    AnnotatedTypeConfigurator<?> bean = type.configureAnnotatedType();
    bean.filterFields(field -> isOffer(field, field.getBaseType()))
        .forEach(field -> field.remove(SipBeans::isResource).add(InjectLiteral.INSTANCE));
    bean.filterMethods(SipBeans::isSetter)
        .forEach(method -> method.remove(SipBeans::isResource).add(InjectLiteral.INSTANCE));
  }

  private static boolean isSetter(AnnotatedMethod<?> method) {
    return method.getParameters().size() == 1
        && isOffer(method, method.getParameters().get(0).getBaseType());
  }

  /** A look-up by a name that the bean gives remains one. */
  private static boolean isOffer(AnnotatedMember<?> member, Type type) {
    Resource resource = member.getAnnotation(Resource.class);
    return resource != null
        && resource.lookup().isEmpty()
        && !member.isStatic()
        && Offer.ALL.stream().anyMatch(offer -> offer.type().equals(type));
  }

  private static boolean isResource(Annotation annotation) {
    return annotation instanceof Resource;
  }

  /** Called by the CDI container. */
  void add(@Observes AfterBeanDiscovery discovery, BeanManager manager) {
    // not by the configurator: its beans belong to this module, which deployments do not see
    Offer.ALL.forEach(offer -> discovery.addBean(new SipBean<>(offer, slots, manager)));
  }

  private static final class InjectLiteral extends AnnotationLiteral<Inject> implements Inject {
    private static final long serialVersionUID = 1;
    static final InjectLiteral INSTANCE = new InjectLiteral();
  }
}
