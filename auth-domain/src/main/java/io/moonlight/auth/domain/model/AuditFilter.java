package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which events are wanted.
 *
 * @param user whom they concern; empty for anybody, and for those that concern nobody
 * @param type what happened; empty for anything
 */
public record AuditFilter(Optional<UserId> user, Optional<AuthEvent.Type> type) {

    /** All of them. */
    public static final AuditFilter ALL = new AuditFilter(Optional.empty(), Optional.empty());

    /** @throws NullPointerException if a part is missing */
    public AuditFilter {
        requireNonNull(user, "user");
        requireNonNull(type, "type");
    }
}
