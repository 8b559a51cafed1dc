package org.jackfield.sip.container.descriptor;

/** Initial requests that fulfil the condition go to the named servlet. */
public record ServletMapping(String servletName, Condition condition) {}
