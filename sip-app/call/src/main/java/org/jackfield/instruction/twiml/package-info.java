/** A document becomes instructions. Only here is XML known. */
@NullMarked
package org.jackfield.instruction.twiml;

import org.jspecify.annotations.NullMarked;
