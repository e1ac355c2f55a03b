package io.moonlight.auth.embeddedpostgres;

/** What a database owes to those who commit to it. */
enum Durability {
    /** Commits survive a crash of the machine. */
    FOREVER,
    /** The home is deleted when the database is closed, so that speed is all that counts. */
    FOR_NOW
}
