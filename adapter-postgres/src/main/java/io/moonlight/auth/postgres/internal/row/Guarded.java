package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The outcome of a statement on behalf of a caller.
 *
 * @param refusal why the caller is rejected, and nothing has changed; empty if the caller is admitted
 * @param result the result for an admitted caller
 */
public record Guarded<T>(Optional<AuthError> refusal, Optional<T> result) {

    /** Reads {@code caller_verified}, which is NULL if the session is not open, and then the result. */
    static <T> RowMapper<Guarded<T>> rows(Rows.Reader<T> result) {
        return (row, context) -> {
            Boolean verified = row.getObject("caller_verified", Boolean.class);
            if (verified == null) {
                return new Guarded<>(Optional.of(new AuthError.InvalidAccessToken()), Optional.empty());
            }
            return verified
                    ? new Guarded<>(Optional.empty(), Optional.of(result.read(row)))
                    : new Guarded<>(Optional.of(new AuthError.BadCredentials()), Optional.empty());
        };
    }

    /** Returns the result, or throws the refusal. */
    public T orRefuse() {
        refusal.ifPresent(error -> {
            throw new AuthException(error);
        });
        return result.orElseThrow();
    }
}
