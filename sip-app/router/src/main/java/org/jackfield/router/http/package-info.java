/** Asks the customer's web application over HTTP: signature, redirects, fallback, overrides. */
@NullMarked
package org.jackfield.router.http;

import org.jspecify.annotations.NullMarked;
