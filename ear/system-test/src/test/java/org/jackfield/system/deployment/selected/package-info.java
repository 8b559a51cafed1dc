/** An application whose sip.xml chooses among its servlets. */
@NullMarked
package org.jackfield.system.deployment.selected;

import org.jspecify.annotations.NullMarked;
