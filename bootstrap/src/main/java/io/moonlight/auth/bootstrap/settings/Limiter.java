package io.moonlight.auth.bootstrap.settings;

/** Where a server counts the rate limits. */
public enum Limiter {
    /** In Redis: shared by all servers. */
    REDIS,
    /** In the database: shared by all servers. */
    POSTGRES,
    /** In this process: for one server in development. */
    MEMORY
}
