/**
 * The SIP servlet: dialogs, session descriptions, registrations and trunks. The only place of the
 * application that knows SIP.
 */
@SipApplication(name = "jackfield", mainServlet = "CallRouter", sessionTimeout = 0)
@NullMarked
package org.jackfield.router.sip;

import jakarta.servlet.sip.annotation.SipApplication;
import org.jspecify.annotations.NullMarked;
