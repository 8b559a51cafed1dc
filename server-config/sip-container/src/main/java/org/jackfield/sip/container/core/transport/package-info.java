/**
 * How SIP messages come in and go out: our own message processors for UDP, TCP, TLS and WebSocket
 * below JAIN-SIP's transactions, with one ordered, bounded queue for all of them.
 */
@NullMarked
package org.jackfield.sip.container.core.transport;

import org.jspecify.annotations.NullMarked;
