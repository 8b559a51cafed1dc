/** Where this server is on the network, and which hosts it may turn to on behalf of others. */
@NullMarked
package org.jackfield.network;

import org.jspecify.annotations.NullMarked;
