@NullMarked
package org.jackfield.registration;

import org.jspecify.annotations.NullMarked;
