package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.RandomUuid;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A session's id: a random UUID (RFC 9562, version 4).
 *
 * @param value the UUID
 */
public record SessionId(UUID value) {

    /** @throws NullPointerException if it is null */
    public SessionId {
        requireNonNull(value, "value");
    }

    /** Creates a random id. */
    public static SessionId random(RandomGenerator random) {
        return new SessionId(RandomUuid.next(random));
    }
}
