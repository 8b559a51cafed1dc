/**
 * Finds the application for the number or SIP address that was called, and owns the call's thread.
 */
@NullMarked
package org.jackfield.router;

import org.jspecify.annotations.NullMarked;
