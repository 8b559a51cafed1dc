/** What the dialect has on another host: the tokens of an account. */
@NullMarked
package org.jackfield.rest.v1;

import org.jspecify.annotations.NullMarked;
