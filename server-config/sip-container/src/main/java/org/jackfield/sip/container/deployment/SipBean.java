package org.jackfield.sip.container.deployment;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jboss.modules.Module;

/** Something that a SIP application offers, as a bean of the API's module. */
record SipBean<T>(Offer<T> offer, Slots slots, BeanManager manager) implements Bean<T> {
  @Override
  public T create(CreationalContext<T> context) {
    String module = module(context);
    return offer.leadingTo(() -> slots.forModule(module));
  }

  /** The module of the class that is injected into: each SIP application of an EAR gets its own. */
  private String module(CreationalContext<T> context) {
    Bean<?> bean = manager.resolve(manager.getBeans(InjectionPoint.class));
    InjectionPoint point =
        (InjectionPoint) manager.getReference(bean, InjectionPoint.class, context);
    Module module =
        point == null || point.getMember() == null
            ? null
            : Module.forClass(point.getMember().getDeclaringClass());
    return module == null ? "" : module.getName();
  }

  @Override
  public void destroy(T instance, CreationalContext<T> context) {
    context.release();
  }

  @Override
  public Class<?> getBeanClass() {
    return offer.type();
  }

  @Override
  public Set<InjectionPoint> getInjectionPoints() {
    return Set.of();
  }

  @Override
  public Set<Type> getTypes() {
    return Set.of(offer.type(), Object.class);
  }

  @Override
  public Set<Annotation> getQualifiers() {
    return Set.of(Default.Literal.INSTANCE, Any.Literal.INSTANCE);
  }

  @Override
  public Class<? extends Annotation> getScope() {
    return Dependent.class;
  }

  @Override
  public String getName() {
    return offer.type().getName();
  }

  @Override
  public Set<Class<? extends Annotation>> getStereotypes() {
    return Set.of();
  }

  @Override
  public boolean isAlternative() {
    return false;
  }
}
