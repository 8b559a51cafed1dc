/** Sound to bytes and back, one codec per type. */
@NullMarked
package org.jackfield.media.codec;

import org.jspecify.annotations.NullMarked;
