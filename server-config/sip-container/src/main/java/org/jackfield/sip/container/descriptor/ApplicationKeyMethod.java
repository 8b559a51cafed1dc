package org.jackfield.sip.container.descriptor;

/**
 * A public static method from an initial request to the key of the application session it belongs
 * to: {@code @SipApplicationKey}.
 *
 * @param className class in the binary form
 * @param methodName method that takes one {@code SipServletRequest} and returns a {@code String}
 */
public record ApplicationKeyMethod(String className, String methodName) {}
