/** The media cache on Infinispan. */
@NullMarked
package org.jackfield.media.cache;

import org.jspecify.annotations.NullMarked;
