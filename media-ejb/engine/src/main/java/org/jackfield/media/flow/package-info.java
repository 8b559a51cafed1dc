/**
 * Frames of 20 ms moved through stages that neither block nor allocate: players, recorders,
 * detectors, the mixer.
 */
@NullMarked
package org.jackfield.media.flow;

import org.jspecify.annotations.NullMarked;
