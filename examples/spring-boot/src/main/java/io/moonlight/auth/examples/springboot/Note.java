package io.moonlight.auth.examples.springboot;

/** What somebody wrote down. */
record Note(long id, String text) {}
