package io.moonlight.auth.domain.model.audit;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An audit event. Contains no address, password, code or token in clear.
 *
 * @param type what happened
 * @param at when it happened, truncated to microseconds
 * @param user the user; empty if unknown
 * @param session the session; empty if there is none
 * @param maskedEmail the address in the call, as {@link EmailAddress#toString} masks it; empty if none
 * @param detail the reason or the variant: lower-case words with underscores; may be empty
 * @param client the client; {@link ClientInfo#LOCAL} if there was none
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
     * What happened. Append only; the wire spelling is that of the OWASP Logging Vocabulary, or follows its style
     * where it has no word.
     */
    public enum Type {
        /** A user registered. */
        REGISTERED("user_created"),
        /** A registration failed. */
        REGISTRATION_FAILED("user_created_fail"),
        /** A user logged in. */
        LOGGED_IN("authn_login_success"),
        /** A login failed. */
        LOGIN_FAILED("authn_login_fail"),
        /** A session was refreshed. */
        SESSION_REFRESHED("session_renewed"),
        /** A refresh failed: the token was malformed, forged or expired, or its session has ended. */
        REFRESH_FAILED("session_renewed_fail"),
        /** A refresh token was reused after the grace period; its session was ended. */
        REFRESH_TOKEN_REUSED("authn_token_reuse"),
        /** A client ended its session. */
        LOGGED_OUT("session_ended"),
        /** A client tried to end an unknown session. */
        LOGOUT_FAILED("session_ended_fail"),
        /** A code was requested. */
        CODE_REQUESTED("authn_code_requested"),
        /** A request for a code was rejected. */
        CODE_REQUEST_FAILED("authn_code_requested_fail"),
        /** A code was correct, and was not consumed. */
        CODE_CHECKED("authn_code_checked"),
        /** A code was wrong. */
        CODE_CHECK_FAILED("authn_code_checked_fail"),
        /** A password was reset by a code. */
        PASSWORD_RESET("authn_password_reset"),
        /** A password reset failed. */
        PASSWORD_RESET_FAILED("authn_password_reset_fail"),
        /** A user changed the password. */
        PASSWORD_CHANGED("authn_password_change"),
        /** A user could not change the password. */
        PASSWORD_CHANGE_FAILED("authn_password_change_fail"),
        /** A user changed the username or the email. */
        USER_UPDATED("user_updated"),
        /** A user could not change the username or the email. */
        USER_UPDATE_FAILED("user_updated_fail"),
        /** A user ended sessions. */
        SESSIONS_REVOKED("authn_token_revoked"),
        /** A user could not end a session. */
        SESSION_REVOCATION_FAILED("authn_token_revoked_fail"),
        /** A user deleted the account. */
        USER_DELETED("user_deleted"),
        /** A user could not delete the account. */
        USER_DELETION_FAILED("user_deleted_fail"),
        /** An access token or an administrator's key was rejected. */
        ACCESS_DENIED("authz_fail"),
        /** An administrator replaced the roles of a user. */
        ROLES_CHANGED("authz_change"),
        /** An administrator's call succeeded. */
        ADMINISTERED("authz_admin"),
        /** An administrator's call failed. */
        ADMINISTRATION_FAILED("authz_admin_fail"),
        /** An administrator exported password hashes. */
        HASHES_EXPORTED("sensitive_read"),
        /** A rate limit was exceeded. */
        RATE_LIMITED("excess_rate_limit_exceeded"),
        /** A mail was not delivered before its deadline. */
        MAIL_EXPIRED("mail_expired"),
        /** The mail system rejected a recipient permanently. */
        MAIL_REFUSED("mail_refused");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        /** Returns the type with this spelling. */
        public static Optional<Type> ofWire(String wire) {
            return Arrays.stream(values())
                    .filter(type -> type.wire.equals(wire))
                    .findFirst();
        }

        /** Returns the spelling in logs and stores; frozen. */
        public String wire() {
            return wire;
        }
    }

    /**
     * What the events of one flood have in common.
     *
     * @param type what happened
     * @param detail the reason or the variant
     * @param user the user
     * @param session the session
     * @param network of the caller, see {@link ClientAddress#network()}; empty if there is none
     */
    public record Source(
            Type type, String detail, Optional<UserId> user, Optional<SessionId> session, String network) {}

    /**
     * Truncates {@code at} to microseconds.
     *
     * @throws IllegalArgumentException if {@code detail} is not of this form
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

    /** An event without a user and a client. */
    public static AuthEvent of(Type type, Instant at) {
        return new AuthEvent(type, at, Optional.empty(), Optional.empty(), "", "", ClientInfo.LOCAL);
    }
}
