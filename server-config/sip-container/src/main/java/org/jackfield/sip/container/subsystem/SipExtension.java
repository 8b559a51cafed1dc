package org.jackfield.sip.container.subsystem;

import org.jboss.as.controller.SubsystemModel;
import org.wildfly.subsystem.SubsystemConfiguration;
import org.wildfly.subsystem.SubsystemExtension;
import org.wildfly.subsystem.SubsystemPersistence;

/** Adds the subsystem {@code sip} to WildFly. */
public final class SipExtension extends SubsystemExtension<SipSchema> {
  public SipExtension() {
    super(
        SubsystemConfiguration.of(
            SipSubsystem.REGISTRATION, SipModel.VERSION_1_0, SipSubsystem::new),
        SubsystemPersistence.of(SipSchema.CURRENT));
  }

  private enum SipModel implements SubsystemModel {
    VERSION_1_0;

    @Override
    public org.jboss.as.controller.ModelVersion getVersion() {
      return org.jboss.as.controller.ModelVersion.create(1, 0, 0);
    }
  }
}
