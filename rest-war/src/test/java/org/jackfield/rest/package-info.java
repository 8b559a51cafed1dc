/** How answers look and what requests may say. */
@NullMarked
package org.jackfield.rest;

import org.jspecify.annotations.NullMarked;
