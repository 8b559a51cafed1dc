/** Accounts and records against databases and files that are real. */
@NullMarked
package org.jackfield.account;

import org.jspecify.annotations.NullMarked;
