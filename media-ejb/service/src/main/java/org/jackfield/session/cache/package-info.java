/** Sessions and live calls on Infinispan, replicated to every node. */
@NullMarked
package org.jackfield.session.cache;

import org.jspecify.annotations.NullMarked;
