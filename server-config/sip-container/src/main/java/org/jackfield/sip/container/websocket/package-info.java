/** SIP over WebSocket, RFC 7118, accepted by Undertow on the ports of the web server. */
@NullMarked
package org.jackfield.sip.container.websocket;

import org.jspecify.annotations.NullMarked;
