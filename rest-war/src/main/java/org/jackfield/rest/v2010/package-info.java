/** The call API: one resource and one representation per thing. */
@NullMarked
package org.jackfield.rest.v2010;

import org.jspecify.annotations.NullMarked;
