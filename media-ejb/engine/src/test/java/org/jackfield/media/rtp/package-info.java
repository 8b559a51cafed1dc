/** Sessions against a telephone of ours on loopback. */
@NullMarked
package org.jackfield.media.rtp;

import org.jspecify.annotations.NullMarked;
