/** An application that says all there is to say by annotations. */
@SipApplication(
    name = "voicemail",
    displayName = "Voice mail",
    description = "Takes messages",
    mainServlet = "mailbox",
    sessionTimeout = 7,
    proxyTimeout = 20,
    distributable = true)
@NullMarked
package org.jackfield.sip.container.descriptor.voicemail;

import jakarta.servlet.sip.annotation.SipApplication;
import org.jspecify.annotations.NullMarked;
