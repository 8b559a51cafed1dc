package org.jackfield.system.deployment.office;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where the office's web API begins. */
@ApplicationPath("api")
public class OfficeApi extends Application {}
