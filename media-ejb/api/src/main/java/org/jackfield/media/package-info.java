/**
 * What may be asked of the media layer: a request for sound becomes a resource, kept under a key.
 */
@NullMarked
package org.jackfield.media;

import org.jspecify.annotations.NullMarked;
