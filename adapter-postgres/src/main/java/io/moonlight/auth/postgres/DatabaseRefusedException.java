package io.moonlight.auth.postgres;

import java.io.Serial;

/**
 * The database rejects this program, and will reject every further attempt: a wrong password, an unknown database, a missing
 * privilege. The message says what to change.
 */
public final class DatabaseRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    DatabaseRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
