/** The call API as programs of customers use it. */
@NullMarked
package org.jackfield.system.api;

import org.jspecify.annotations.NullMarked;
