package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A session's name: a random UUID (RFC 9562, version 4).
 *
 * @param value the UUID
 */
public record SessionId(UUID value) {

    /** @throws NullPointerException if there is none */
    public SessionId {
        requireNonNull(value, "value");
    }

    /** A new one. */
    public static SessionId random(RandomGenerator random) {
        return new SessionId(RandomUuid.next(random));
    }
}
