/** All that touches the SIP core and its stack; nothing outside may import those. */
@NullMarked
package org.jackfield.sip.container.core;

import org.jspecify.annotations.NullMarked;
