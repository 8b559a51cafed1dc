package org.jackfield.instruction;

/**
 * One thing asked for by a document. Values only: each default is written once, where the document
 * is read.
 */
public sealed interface Instruction
    permits Prompt, PressKeys, Gather, Record, Redirect, Reject, Hangup, Dial, Refer {}
