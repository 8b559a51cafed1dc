/**
 * Keeps the manual true: what its tables have is compared with what the code knows, and the other
 * way.
 */
@NullMarked
package org.jackfield.manual;

import org.jspecify.annotations.NullMarked;
