/**
 * The management model of WildFly's subsystem {@code sip}, and the services that it starts: what an
 * administrator sees, turned into settings of the SIP server.
 */
@NullMarked
package org.jackfield.sip.container.subsystem;

import org.jspecify.annotations.NullMarked;
