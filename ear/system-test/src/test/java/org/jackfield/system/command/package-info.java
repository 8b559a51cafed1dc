/** The command {@code ./jackfield} as its users have it. */
@NullMarked
package org.jackfield.system.command;

import org.jspecify.annotations.NullMarked;
