/** An application that is called over SIP and visited over HTTP in one session. */
@NullMarked
package org.jackfield.system.deployment.converged;

import org.jspecify.annotations.NullMarked;
