package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A new session: one login on one device. Later changes (generation, times) are in the store.
 *
 * @param id the session's id
 * @param userId the user of the session
 * @param createdAt when it was opened, truncated to microseconds
 * @param expiresAt when it expires unless it is refreshed, truncated to microseconds
 * @param client the client that opened it
 */
public record Session(SessionId id, UserId userId, Instant createdAt, Instant expiresAt, ClientInfo client) {

    /** Truncates the times to microseconds. */
    public Session {
        requireNonNull(id, "id");
        requireNonNull(userId, "userId");
        requireNonNull(client, "client");
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
        if (!expiresAt.isAfter(createdAt)) {
            throw new IllegalArgumentException("a session ends after it began");
        }
    }
}
