package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A session that is open, as its owner sees it.
 *
 * @param id the name
 * @param createdAt when it began
 * @param lastUsedAt when it was last refreshed, or began
 * @param expiresAt when it ends unless it is refreshed
 * @param client who opened it; without a request's name
 */
public record OpenSession(SessionId id, Instant createdAt, Instant lastUsedAt, Instant expiresAt, ClientInfo client) {

    /** @throws NullPointerException if a part is missing */
    public OpenSession {
        requireNonNull(id, "id");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(lastUsedAt, "lastUsedAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(client, "client");
    }
}
