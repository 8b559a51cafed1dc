package org.jackfield.sip.container.ban;

/**
 * Somebody is shut out.
 *
 * @param source who
 * @param grounds the failure that was one too many
 * @param proven whether the source had shown that it has that address, and so is shut out
 *     altogether; what may have been forged is only not let in with anything new
 * @param times how often it has been banned, this time included
 * @param seconds how long this ban lasts
 * @param until the end, in milliseconds of the clock of {@link Bans}
 */
public record Ban(
    Source source, Grounds grounds, boolean proven, int times, long seconds, long until) {}
