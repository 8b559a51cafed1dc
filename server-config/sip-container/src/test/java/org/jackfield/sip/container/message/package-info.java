/** Requests for rules to be asked about, without a SIP stack. */
@NullMarked
package org.jackfield.sip.container.message;

import org.jspecify.annotations.NullMarked;
