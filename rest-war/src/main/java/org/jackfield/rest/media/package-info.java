/** The media layer's own address space. */
@NullMarked
package org.jackfield.rest.media;

import org.jspecify.annotations.NullMarked;
