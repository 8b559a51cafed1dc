/** Accounts, numbers, applications and call records, kept in the database. */
@NullMarked
package org.jackfield.account;

import org.jspecify.annotations.NullMarked;
