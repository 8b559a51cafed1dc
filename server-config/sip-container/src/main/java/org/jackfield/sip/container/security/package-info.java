/**
 * Who is calling: digest authentication as RFC 7616 and RFC 8760 ask for it, both sides of it, and
 * the security constraints of an application. Knows Elytron's public API and no SIP stack.
 */
@NullMarked
package org.jackfield.sip.container.security;

import org.jspecify.annotations.NullMarked;
