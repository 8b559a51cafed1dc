/**
 * Providers and other exchanges: by which of their hosts a number is called, as whom, how much at
 * once, and who may call us from there. Pure: what SIP looks like is the router's to know.
 */
@NullMarked
package org.jackfield.trunk;

import org.jspecify.annotations.NullMarked;
