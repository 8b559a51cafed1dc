/** An application that is declared by annotations alone. */
@NullMarked
@SipApplication(
    name = "annotated",
    displayName = "Annotated",
    mainServlet = "front",
    sessionTimeout = 1)
package org.jackfield.system.deployment.annotated;

import jakarta.servlet.sip.annotation.SipApplication;
import org.jspecify.annotations.NullMarked;
