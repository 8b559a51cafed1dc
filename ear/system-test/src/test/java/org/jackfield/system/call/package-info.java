/**
 * Calls through the whole application: phones, web applications and the API as their users have
 * them.
 */
@NullMarked
package org.jackfield.system.call;

import org.jspecify.annotations.NullMarked;
