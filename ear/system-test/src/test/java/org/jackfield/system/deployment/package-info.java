/** How SIP applications are deployed, found, filled with what they ask for, and taken away. */
@NullMarked
package org.jackfield.system.deployment;

import org.jspecify.annotations.NullMarked;
