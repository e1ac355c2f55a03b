package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A session as it begins: one login on one device. What changes later (generation, times) lives in the store.
 *
 * @param id the name
 * @param userId whose
 * @param createdAt when it began, cut to microseconds
 * @param expiresAt when it ends unless it is refreshed, cut to microseconds
 * @param client who opened it
 */
public record Session(SessionId id, UserId userId, Instant createdAt, Instant expiresAt, ClientInfo client) {

    /** Cuts the times to microseconds. */
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
