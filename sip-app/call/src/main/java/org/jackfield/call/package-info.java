/**
 * A call, the states it can be in, the events that happen to it, and the function from one state to
 * the next.
 */
@NullMarked
package org.jackfield.call;

import org.jspecify.annotations.NullMarked;
