package org.jackfield.media;

/**
 * Why a sound could not be had: a value, which the router reports to the customer.
 *
 * @param code the documented error code (11200 and on, 13420 ...)
 * @param message what is wrong, and with what; never a secret
 */
public record MediaFailure(int code, String message) {}
