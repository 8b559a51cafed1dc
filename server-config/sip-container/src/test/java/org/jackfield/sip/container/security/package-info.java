@NullMarked
package org.jackfield.sip.container.security;

import org.jspecify.annotations.NullMarked;
