/**
 * Session descriptions (RFC 8866) and what is agreed on by offer and answer (RFC 3264). Knows
 * neither SIP nor sockets.
 */
@NullMarked
package org.jackfield.media.sdp;

import org.jspecify.annotations.NullMarked;
