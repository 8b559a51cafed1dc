/** What a document can ask for: one record per verb, with its defaults already filled in. */
@NullMarked
package org.jackfield.instruction;

import org.jspecify.annotations.NullMarked;
