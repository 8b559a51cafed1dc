/** Who may ask for media addresses. */
@NullMarked
package org.jackfield.rest.media;

import org.jspecify.annotations.NullMarked;
