/** The subsystem {@code sip} as an administrator meets it, through the management interface. */
@NullMarked
package org.jackfield.system.management;

import org.jspecify.annotations.NullMarked;
