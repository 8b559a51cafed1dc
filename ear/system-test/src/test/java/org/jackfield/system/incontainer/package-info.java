/** Tests that run inside the server, as part of a SIP application. */
@NullMarked
package org.jackfield.system.incontainer;

import org.jspecify.annotations.NullMarked;
