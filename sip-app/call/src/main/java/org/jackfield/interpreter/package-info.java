/** Performs instructions on a call, one execution per verb, told from top to bottom. */
@NullMarked
package org.jackfield.interpreter;

import org.jspecify.annotations.NullMarked;
