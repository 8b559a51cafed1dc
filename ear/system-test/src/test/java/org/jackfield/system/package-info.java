/**
 * The whole system on a real server: the server that is provisioned, peers that are processes of
 * their own, and what it takes to drive them.
 */
@NullMarked
package org.jackfield.system;

import org.jspecify.annotations.NullMarked;
