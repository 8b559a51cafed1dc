/**
 * The SIP servlet: dialogs, session descriptions, registrations and trunks. The only place of the
 * application that knows SIP.
 */
@NullMarked
package org.jackfield.router.sip;

import org.jspecify.annotations.NullMarked;
