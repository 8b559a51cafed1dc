/** Another application, for the case that both are in one deployment. */
@SipApplication(name = "conference")
@NullMarked
package org.jackfield.sip.container.descriptor.conference;

import jakarta.servlet.sip.annotation.SipApplication;
import org.jspecify.annotations.NullMarked;
