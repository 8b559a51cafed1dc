/** Where phones are: what a registrar keeps, and by which rules (RFC 3261 section 10, RFC 5626). */
@NullMarked
package org.jackfield.registration;

import org.jspecify.annotations.NullMarked;
