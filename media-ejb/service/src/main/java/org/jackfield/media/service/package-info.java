/** Fetches, speaks, transcodes and records: what makes a media resource when the cache has none. */
@NullMarked
package org.jackfield.media.service;

import org.jspecify.annotations.NullMarked;
