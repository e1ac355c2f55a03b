package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Something that happened and that an operator may want to know. Holds nothing personal in clear.
 *
 * @param type what
 * @param at when, cut to microseconds
 * @param user to whom; empty where no user is known
 */
public record AuthEvent(Type type, Instant at, Optional<UserId> user) {

    /** What happened. Append only; the wire spelling follows the OWASP Logging Vocabulary where it has a word. */
    public enum Type {
        /** A retired refresh token came back after the grace; its session was ended. */
        REFRESH_TOKEN_REUSED("authn_token_reuse"),
        /** A mail was not delivered before it became pointless. */
        MAIL_EXPIRED("mail_expired"),
        /** The mail system refused a recipient for good. */
        MAIL_REFUSED("mail_refused");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        /** The spelling in logs and stores; frozen. */
        public String wire() {
            return wire;
        }
    }

    /** Cuts {@code at} to microseconds. */
    public AuthEvent {
        requireNonNull(type, "type");
        requireNonNull(user, "user");
        at = at.truncatedTo(ChronoUnit.MICROS);
    }
}
