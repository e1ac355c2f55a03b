package io.moonlight.auth.postgres;

import java.io.Serial;

/**
 * The database refuses to work for this program, and will refuse the next try, too: a wrong password, no such database, a
 * right that is missing. The message says what to change.
 */
public final class DatabaseRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    DatabaseRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
