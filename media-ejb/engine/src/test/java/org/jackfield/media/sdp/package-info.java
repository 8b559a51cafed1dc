/** Descriptions, offers and answers. */
@NullMarked
package org.jackfield.media.sdp;

import org.jspecify.annotations.NullMarked;
