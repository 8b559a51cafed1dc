/** Packets and their sessions: order, jitter, reports, telephone events, encryption. */
@NullMarked
package org.jackfield.media.rtp;

import org.jspecify.annotations.NullMarked;
