package io.moonlight.auth.http;

/**
 * One wrong field.
 *
 * @param field its name on the wire
 * @param messageKey which text says what is wrong
 */
record Violation(String field, String messageKey) {}
