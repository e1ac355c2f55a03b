package io.moonlight.auth.bootstrap.settings;

/** Which emails may register without an invitation. */
public enum Registration {
    /** All. */
    OPEN,
    /** Those of the listed domains. */
    DOMAINS,
    /** None. */
    INVITE,
    /** None, and nobody is meant to be invited either. */
    CLOSED
}
