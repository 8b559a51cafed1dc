package org.jackfield.call;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is true of a call from its beginning to its end.
 *
 * @param from number in E.164, SIP address or client name, as applications are told
 * @param to likewise
 * @param parentSid the call whose instruction began this one
 * @param numberSid the number of ours that was called
 * @param forwardedFrom who had been called first (Diversion)
 * @param callerName as the peer said
 * @param further what applications are told besides, e.g. {@code SipCallId}, {@code
 *     SipHeader_X-Foo}
 */
public record CallFacts(
    Sid sid,
    Sid accountSid,
    String from,
    String to,
    Direction direction,
    Instant created,
    Optional<Sid> parentSid,
    Optional<Sid> numberSid,
    Optional<String> forwardedFrom,
    Optional<String> callerName,
    Map<String, String> further) {}
