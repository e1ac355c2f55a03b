package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.ClientInfo;
import java.time.Instant;

/**
 * An open session, as shown to its owner.
 *
 * @param id the session's id
 * @param createdAt when it was opened
 * @param lastUsedAt when it was last refreshed, or opened
 * @param expiresAt when it expires unless it is refreshed
 * @param client the client that opened it; without a request id
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
