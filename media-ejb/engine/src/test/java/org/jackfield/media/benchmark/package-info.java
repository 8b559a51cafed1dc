/** What the pure parts of the engine cost, by JMH: run {@link SoundBenchmark#main}. */
@NullMarked
package org.jackfield.media.benchmark;

import org.jspecify.annotations.NullMarked;
