package org.jackfield.rest;

/** What is answered, whatever form it takes. */
public sealed interface Shown permits Representation, Listing {}
