package org.jackfield.call;

import java.time.Duration;
import java.time.Instant;
import org.jackfield.call.Notification.Exchange;

/**
 * One question to an application and what came of it, for the customer to read.
 *
 * @param at when it was asked
 * @param took from the first byte of the question to the last of the answer, with redirections,
 *     logins and new attempts
 * @param exchange without credentials, cut to 64 KiB; a status of 0 if nothing was answered
 */
public record Webhook(
    Sid sid, Sid accountSid, Sid callSid, Instant at, Duration took, Exchange exchange) {}
