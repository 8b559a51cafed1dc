@NullMarked
package org.jackfield.admission;

import org.jspecify.annotations.NullMarked;
