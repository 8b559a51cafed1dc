/** What may be asked of the call API. */
@NullMarked
package org.jackfield.rest.v2010;

import org.jspecify.annotations.NullMarked;
