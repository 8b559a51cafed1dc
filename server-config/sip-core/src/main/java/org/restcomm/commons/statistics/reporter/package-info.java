/** Stands where the core expects its usage reporter, and reports nothing to anybody. */
@NullMarked
package org.restcomm.commons.statistics.reporter;

import org.jspecify.annotations.NullMarked;
