/**
 * Who may register and call: SIP domains and their users, digest authentication (RFC 7616), and the
 * gate that decides.
 */
@NullMarked
package org.jackfield.admission;

import org.jspecify.annotations.NullMarked;
