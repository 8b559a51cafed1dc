/** Decisions on raw messages, with a clock that the test moves. */
@NullMarked
package org.jackfield.sip.container.admission;

import org.jspecify.annotations.NullMarked;
