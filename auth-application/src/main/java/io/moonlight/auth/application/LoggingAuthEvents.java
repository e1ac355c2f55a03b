package io.moonlight.auth.application;

import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.port.AuthEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * {@link AuthEvents} as log lines: type, detail and user id, no personal data, in the message and as key-value pairs.
 * Events for operators are at warn, failures and exceeded limits at info, successes at debug.
 */
public final class LoggingAuthEvents implements AuthEvents {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingAuthEvents.class);

    @Override
    public void record(AuthEvent event) {
        String user = event.user().map(id -> Long.toString(id.value())).orElse("-");
        LOG.atLevel(level(event.type()))
                .addKeyValue("event", event.type().wire())
                .addKeyValue("detail", event.detail())
                .addKeyValue("user_id", user)
                .log("{}: {}, user {}", event.type().wire(), event.detail().isEmpty() ? "-" : event.detail(), user);
    }

    private static Level level(AuthEvent.Type type) {
        return switch (type) {
            case REFRESH_TOKEN_REUSED, HASHES_EXPORTED, MAIL_EXPIRED, MAIL_REFUSED -> Level.WARN;
            case REGISTRATION_FAILED,
                    LOGIN_FAILED,
                    REFRESH_FAILED,
                    LOGOUT_FAILED,
                    CODE_REQUEST_FAILED,
                    CODE_CHECK_FAILED,
                    PASSWORD_RESET_FAILED,
                    PASSWORD_CHANGE_FAILED,
                    USER_UPDATE_FAILED,
                    SESSION_REVOCATION_FAILED,
                    USER_DELETION_FAILED,
                    ACCESS_DENIED,
                    ADMINISTRATION_FAILED,
                    RATE_LIMITED -> Level.INFO;
            case REGISTERED,
                    LOGGED_IN,
                    SESSION_REFRESHED,
                    LOGGED_OUT,
                    CODE_REQUESTED,
                    CODE_CHECKED,
                    PASSWORD_RESET,
                    PASSWORD_CHANGED,
                    USER_UPDATED,
                    SESSIONS_REVOKED,
                    USER_DELETED,
                    ROLES_CHANGED,
                    ADMINISTERED -> Level.DEBUG;
        };
    }
}
