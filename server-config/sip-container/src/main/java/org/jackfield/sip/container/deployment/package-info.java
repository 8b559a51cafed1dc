/**
 * From a deployed WAR or EAR to a SIP application in service: descriptors and annotations read,
 * servlets made components of the server, the SIP factories injected.
 */
@NullMarked
package org.jackfield.sip.container.deployment;

import org.jspecify.annotations.NullMarked;
