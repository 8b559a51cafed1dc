/** Applications that tests deploy beside ours. */
@NullMarked
package org.jackfield.system.call.application;

import org.jspecify.annotations.NullMarked;
