/**
 * Who is let in: decides from a message's raw bytes, before it costs a parser or a transaction,
 * whether a new call is served or answered 503. Pure Java; knows no SIP stack.
 */
@NullMarked
package org.jackfield.sip.container.admission;

import org.jspecify.annotations.NullMarked;
