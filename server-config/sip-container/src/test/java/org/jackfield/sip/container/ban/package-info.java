/** Bans, by a clock that the test moves. */
@NullMarked
package org.jackfield.sip.container.ban;

import org.jspecify.annotations.NullMarked;
