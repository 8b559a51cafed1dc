/**
 * Which application an initial request goes to, and which comes after it: the application router of
 * JSR 289 chapter 15, configured by routes that may change at run time.
 */
@NullMarked
package org.jackfield.sip.container.routing;

import org.jspecify.annotations.NullMarked;
