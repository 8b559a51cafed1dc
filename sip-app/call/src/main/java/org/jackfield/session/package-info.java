/**
 * What is remembered between two requests to an application: cookies, and the position in the
 * document.
 */
@NullMarked
package org.jackfield.session;

import org.jspecify.annotations.NullMarked;
