/** An application in three archives: beans, a SIP servlet, and a web API. */
@NullMarked
package org.jackfield.system.deployment.office;

import org.jspecify.annotations.NullMarked;
