package org.jackfield.instruction;

/**
 * Speak a text.
 *
 * @param text plain text, or the inner markup of an SSML document where {@code markup} says so
 * @param voice the name that the document gave
 * @param language an IETF tag
 * @param times 1 to 1000
 */
public record Say(String text, boolean markup, String voice, String language, int times)
    implements Prompt {}
