/** What operators set by system property, read once and refused when it is wrong. */
@NullMarked
package org.jackfield.setting;

import org.jspecify.annotations.NullMarked;
