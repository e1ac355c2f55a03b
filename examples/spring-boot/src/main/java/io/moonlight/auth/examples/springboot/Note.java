package io.moonlight.auth.examples.springboot;

/** A note of a user. */
record Note(long id, String text) {}
