package org.jackfield.sip.container;

import org.jackfield.sip.container.descriptor.SipDescriptor;

/**
 * One SIP application, ready to be taken into service.
 *
 * @param name unique in the server; the descriptor's, or the deployment's where it has none
 * @param descriptor what sip.xml and annotations say
 * @param environment what the application server provides
 */
public record ApplicationSettings(
    String name, SipDescriptor descriptor, ApplicationEnvironment environment) {}
