/**
 * The customer's web application as a call sees it: asked with a request, it answers with a
 * document.
 */
@NullMarked
package org.jackfield.application;

import org.jspecify.annotations.NullMarked;
