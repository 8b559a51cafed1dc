/**
 * What a SIP application declares of itself, in {@code sip.xml} and by annotations, read once at
 * deployment into values that cannot be wrong.
 */
@NullMarked
package org.jackfield.sip.container.descriptor;

import org.jspecify.annotations.NullMarked;
