/**
 * The SIP container as the rest of the server sees it: settings in, figures out. Nothing here knows
 * WildFly, the SIP core or the stack.
 */
@NullMarked
package org.jackfield.sip.container;

import org.jspecify.annotations.NullMarked;
