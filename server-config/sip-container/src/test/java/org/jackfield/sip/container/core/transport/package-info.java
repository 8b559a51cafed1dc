/** The stack alone, on loopback, against sockets that speak SIP as text. */
@NullMarked
package org.jackfield.sip.container.core.transport;

import org.jspecify.annotations.NullMarked;
