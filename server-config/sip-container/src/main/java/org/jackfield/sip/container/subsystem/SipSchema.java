package org.jackfield.sip.container.subsystem;

import java.util.List;
import org.jboss.as.controller.persistence.xml.ResourceXMLParticleFactory;
import org.jboss.as.controller.persistence.xml.SubsystemResourceRegistrationXMLElement;
import org.jboss.as.controller.persistence.xml.SubsystemResourceXMLSchema;
import org.jboss.as.controller.xml.IntVersionSchema;
import org.jboss.as.controller.xml.VersionedNamespace;
import org.jboss.as.controller.xml.XMLCardinality;
import org.jboss.staxmapper.IntVersion;

/** How the subsystem is written in {@code standalone.xml}: see {@code jackfield-sip_1_0.xsd}. */
public enum SipSchema implements SubsystemResourceXMLSchema<SipSchema> {
  VERSION_1_0;

  static final SipSchema CURRENT = VERSION_1_0;

  private static final VersionedNamespace<IntVersion, SipSchema> NAMESPACE =
      IntVersionSchema.createURN(List.of("jackfield", SipSubsystem.NAME), new IntVersion(1, 0));

  @Override
  public VersionedNamespace<IntVersion, SipSchema> getNamespace() {
    return NAMESPACE;
  }

  @Override
  public SubsystemResourceRegistrationXMLElement getSubsystemXMLElement() {
    ResourceXMLParticleFactory factory = ResourceXMLParticleFactory.newInstance(this);
    return factory
        .subsystemElement(SipSubsystem.REGISTRATION)
        .addAttributes(ServerAttributes.ALL)
        .withContent(
            factory
                .choice()
                .withCardinality(XMLCardinality.Unbounded.OPTIONAL)
                .addElement(
                    factory
                        .namedElement(ConnectorResource.REGISTRATION)
                        .addAttributes(ConnectorAttributes.ALL)
                        .build())
                .addElement(
                    factory
                        .namedElement(WebSocketResource.REGISTRATION)
                        .addAttributes(WebSocketResource.ATTRIBUTES)
                        .build())
                .addElement(
                    factory
                        .namedElement(RouteResource.REGISTRATION)
                        .addAttributes(RouteResource.ATTRIBUTES)
                        .build())
                .build())
        .build();
  }
}
