package io.moonlight.auth.domain.model.audit;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.UserId;
import java.util.Optional;

/**
 * Selects audit events.
 *
 * @param user only events of this user; empty: all events
 * @param type only events of this type; empty: all types
 */
public record AuditFilter(Optional<UserId> user, Optional<AuthEvent.Type> type) {

    /** All events. */
    public static final AuditFilter ALL = new AuditFilter(Optional.empty(), Optional.empty());

    /** @throws NullPointerException if a part is missing */
    public AuditFilter {
        requireNonNull(user, "user");
        requireNonNull(type, "type");
    }
}
