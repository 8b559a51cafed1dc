/** The media layer on the wire: every sound has an address. */
@NullMarked
package org.jackfield.system.media;

import org.jspecify.annotations.NullMarked;
