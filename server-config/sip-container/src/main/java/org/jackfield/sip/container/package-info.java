/**
 * The SIP container as the rest of the server sees it: settings in, figures out. Nothing here knows
 * the SIP core or the stack, and of WildFly only Elytron's public API.
 */
@NullMarked
package org.jackfield.sip.container;

import org.jspecify.annotations.NullMarked;
