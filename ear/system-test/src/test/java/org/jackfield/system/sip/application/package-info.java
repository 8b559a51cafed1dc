/** The SIP applications that the tests deploy, each made for one specification. */
@NullMarked
package org.jackfield.system.sip.application;

import org.jspecify.annotations.NullMarked;
