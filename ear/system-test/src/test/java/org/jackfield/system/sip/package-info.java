/** SIP peers and the SIP servlet container's features, one specification class each. */
@NullMarked
package org.jackfield.system.sip;

import org.jspecify.annotations.NullMarked;
