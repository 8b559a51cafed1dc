package org.jackfield.sip.container.descriptor;

import java.io.InputStream;
import java.util.Collection;
import org.jboss.jandex.IndexView;

/** Reads all that a deployment declares of SIP. */
public final class SipDeclarations {
  private SipDeclarations() {}

  /** What the annotations of an application without {@code sip.xml} declare. */
  public static SipDescriptor of(Collection<? extends IndexView> classes)
      throws SipDescriptorException {
    return SipAnnotations.read(classes).settle();
  }

  /**
   * What {@code sip.xml} and annotations declare together; where both speak, {@code sip.xml} is
   * right.
   *
   * @param source what error messages call the document
   */
  public static SipDescriptor of(
      InputStream sipXml, String source, Collection<? extends IndexView> classes)
      throws SipDescriptorException {
    Draft draft = SipXml.read(sipXml, source);
    draft.addAnnotated(SipAnnotations.read(classes));
    return draft.settle();
  }
}
