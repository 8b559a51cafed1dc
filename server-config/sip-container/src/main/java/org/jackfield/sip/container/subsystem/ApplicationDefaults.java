package org.jackfield.sip.container.subsystem;

import java.util.Optional;
import org.wildfly.security.auth.server.SecurityDomain;

/**
 * What holds for applications that do not say otherwise.
 *
 * @param securityDomain authenticates the requests of applications that name no domain
 */
public record ApplicationDefaults(Optional<SecurityDomain> securityDomain) {}
