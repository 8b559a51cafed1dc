package org.jackfield.session;

import java.time.Instant;

/**
 * How far a call has come: enough for another node to go on.
 *
 * @param record the call as JSON of the same version
 * @param base the address that relative addresses of the document start from
 * @param document what is being performed, as it came
 * @param position the instruction to be performed next, from 0
 * @param node that has the call
 */
public record Checkpoint(
    String callSid,
    String accountSid,
    SessionKey key,
    String record,
    String base,
    String document,
    int position,
    String node,
    Instant at) {}
