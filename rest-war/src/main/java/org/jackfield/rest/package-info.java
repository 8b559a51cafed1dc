/**
 * What all HTTP faces share: authentication, paging, errors, and the writers for JSON, XML and CSV.
 */
@NullMarked
package org.jackfield.rest;

import org.jspecify.annotations.NullMarked;
