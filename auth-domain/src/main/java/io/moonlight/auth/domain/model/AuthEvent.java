package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that happened and that an operator may want to know. Holds no address, password, code or token in clear.
 *
 * @param type what
 * @param at when, cut to microseconds
 * @param user whom it concerns; empty where no user is known
 * @param session which session it concerns; empty where none is
 * @param maskedEmail the address that the call named, as {@link EmailAddress#toString} masks it; empty if none
 * @param detail why it failed, or which of several things was done: lower-case words with underscores; may be empty
 * @param client who called; {@link ClientInfo#LOCAL} where nobody did
 */
public record AuthEvent(
        Type type,
        Instant at,
        Optional<UserId> user,
        Optional<SessionId> session,
        String maskedEmail,
        String detail,
        ClientInfo client) {

    private static final Pattern DETAIL = Pattern.compile("[a-z0-9_]{0,64}");

    /**
     * What happened. Append only; the wire spelling is that of the OWASP Logging Vocabulary where it has a word for it,
     * and made after its manner where it has none.
     */
    public enum Type {
        /** Somebody registered. */
        REGISTERED("user_created"),
        /** A registration failed. */
        REGISTRATION_FAILED("user_created_fail"),
        /** Somebody logged in. */
        LOGGED_IN("authn_login_success"),
        /** A login failed. */
        LOGIN_FAILED("authn_login_fail"),
        /** A session went on. */
        SESSION_REFRESHED("session_renewed"),
        /** A refresh failed: the token was malformed, forged or expired, or its session is over. */
        REFRESH_FAILED("session_renewed_fail"),
        /** A retired refresh token came back after the grace; its session was ended. */
        REFRESH_TOKEN_REUSED("authn_token_reuse"),
        /** A client ended its session. */
        LOGGED_OUT("session_ended"),
        /** A client wanted to end a session that is not there. */
        LOGOUT_FAILED("session_ended_fail"),
        /** A code was asked for. */
        CODE_REQUESTED("authn_code_requested"),
        /** A code was asked for in vain. */
        CODE_REQUEST_FAILED("authn_code_requested_fail"),
        /** A code was found right, and not used up. */
        CODE_CHECKED("authn_code_checked"),
        /** A code was found wrong. */
        CODE_CHECK_FAILED("authn_code_checked_fail"),
        /** A password was set by a code. */
        PASSWORD_RESET("authn_password_reset"),
        /** A password was not set by a code. */
        PASSWORD_RESET_FAILED("authn_password_reset_fail"),
        /** A user changed the password. */
        PASSWORD_CHANGED("authn_password_change"),
        /** A user could not change the password. */
        PASSWORD_CHANGE_FAILED("authn_password_change_fail"),
        /** A user changed the name or the address. */
        USER_UPDATED("user_updated"),
        /** A user could not change the name or the address. */
        USER_UPDATE_FAILED("user_updated_fail"),
        /** A user ended sessions. */
        SESSIONS_REVOKED("authn_token_revoked"),
        /** A user could not end a session. */
        SESSION_REVOCATION_FAILED("authn_token_revoked_fail"),
        /** A user left. */
        USER_DELETED("user_deleted"),
        /** A user could not leave. */
        USER_DELETION_FAILED("user_deleted_fail"),
        /** An access token, or an administrator's key, was not taken. */
        ACCESS_DENIED("authz_fail"),
        /** An administrator did something. */
        ADMINISTERED("authz_admin"),
        /** An administrator could not do something. */
        ADMINISTRATION_FAILED("authz_admin_fail"),
        /** A limit was reached. */
        RATE_LIMITED("excess_rate_limit_exceeded"),
        /** A mail was not delivered before it became pointless. */
        MAIL_EXPIRED("mail_expired"),
        /** The mail system refused a recipient for good. */
        MAIL_REFUSED("mail_refused");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        /** The type with this spelling. */
        public static Optional<Type> ofWire(String wire) {
            return Arrays.stream(values())
                    .filter(type -> type.wire.equals(wire))
                    .findFirst();
        }

        /** The spelling in logs and stores; frozen. */
        public String wire() {
            return wire;
        }
    }

    /**
     * What a flood of one event has in common.
     *
     * @param type what
     * @param detail why it failed, or which of several things was done
     * @param user whom it concerns
     * @param session which session it concerns
     * @param network of the caller, see {@link ClientAddress#network()}; empty if there is none
     */
    public record Source(
            Type type, String detail, Optional<UserId> user, Optional<SessionId> session, String network) {}

    /**
     * Cuts {@code at} to microseconds.
     *
     * @throws IllegalArgumentException if {@code detail} is more than words
     */
    public AuthEvent {
        requireNonNull(type, "type");
        requireNonNull(user, "user");
        requireNonNull(session, "session");
        requireNonNull(maskedEmail, "maskedEmail");
        requireNonNull(client, "client");
        if (!DETAIL.matcher(requireNonNull(detail, "detail")).matches()) {
            throw new IllegalArgumentException("detail is up to 64 of a-z 0-9 _");
        }
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns what tells this event from other floods. */
    public Source source() {
        return new Source(
                type,
                detail,
                user,
                session,
                client.address().map(ClientAddress::network).orElse(""));
    }

    /** An event that concerns nobody and that nobody called for. */
    public static AuthEvent of(Type type, Instant at) {
        return new AuthEvent(type, at, Optional.empty(), Optional.empty(), "", "", ClientInfo.LOCAL);
    }
}
