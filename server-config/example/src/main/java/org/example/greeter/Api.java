package org.example.greeter;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** All resources are below {@code /greeter/api}. */
@ApplicationPath("api")
public class Api extends Application {}
