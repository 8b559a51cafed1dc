/**
 * Who is shut out: counts what sources fail at, and bans those that fail too often. Pure Java;
 * knows no SIP stack.
 */
@NullMarked
package org.jackfield.sip.container.ban;

import org.jspecify.annotations.NullMarked;
