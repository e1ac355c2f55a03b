package io.moonlight.auth.http;

/** Who may make a call. */
enum Access {
    /** Everybody. */
    OPEN,
    /** Everybody; some of what it does is for users alone, who say who they are. */
    USER_FOR_SOME,
    /** Users, by an access token. */
    USER,
    /** Administrators, by their key. */
    ADMIN
}
