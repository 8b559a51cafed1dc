/**
 * Keeps the map of the tree true: who may know whom, and what a package must be. The rules read
 * what every module was compiled to.
 */
@NullMarked
package org.jackfield.architecture;

import org.jspecify.annotations.NullMarked;
