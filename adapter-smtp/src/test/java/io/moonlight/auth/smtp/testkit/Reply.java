package io.moonlight.auth.smtp.testkit;

/**
 * What a server answers.
 *
 * @param code the three digits
 * @param words the rest of the line, with an enhanced code in front if one is wanted
 */
public record Reply(int code, String words) {}
