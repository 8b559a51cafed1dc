/**
 * What a SIP application may use beside {@code jakarta.servlet.sip}: work in the order of its
 * application session, from any thread, and a word to the operator.
 */
@NullMarked
package org.jackfield.sip;

import org.jspecify.annotations.NullMarked;
