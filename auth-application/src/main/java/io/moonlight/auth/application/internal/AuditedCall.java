package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.model.audit.AuthEvent;
import java.util.Locale;
import java.util.Optional;

/** The audited calls and their event types. Each call may also exceed a rate limit. */
public enum AuditedCall {
    CHECK_EMAIL(Optional.empty(), Optional.empty()),
    SEND_CODE(AuthEvent.Type.CODE_REQUESTED, AuthEvent.Type.CODE_REQUEST_FAILED),
    VERIFY_CODE(AuthEvent.Type.CODE_CHECKED, AuthEvent.Type.CODE_CHECK_FAILED),
    REGISTER(AuthEvent.Type.REGISTERED, AuthEvent.Type.REGISTRATION_FAILED),
    LOGIN(AuthEvent.Type.LOGGED_IN, AuthEvent.Type.LOGIN_FAILED),
    LOGIN_BY_CODE(AuthEvent.Type.LOGGED_IN, AuthEvent.Type.LOGIN_FAILED),
    RESET_PASSWORD(AuthEvent.Type.PASSWORD_RESET, AuthEvent.Type.PASSWORD_RESET_FAILED),
    REFRESH(AuthEvent.Type.SESSION_REFRESHED, AuthEvent.Type.REFRESH_FAILED),
    LOGOUT(AuthEvent.Type.LOGGED_OUT, AuthEvent.Type.LOGOUT_FAILED),
    AUTHENTICATE(Optional.empty(), Optional.of(AuthEvent.Type.ACCESS_DENIED)),
    CHANGE_USERNAME(AuthEvent.Type.USER_UPDATED, AuthEvent.Type.USER_UPDATE_FAILED),
    CHANGE_PASSWORD(AuthEvent.Type.PASSWORD_CHANGED, AuthEvent.Type.PASSWORD_CHANGE_FAILED),
    CHANGE_EMAIL(AuthEvent.Type.USER_UPDATED, AuthEvent.Type.USER_UPDATE_FAILED),
    END_SESSION(AuthEvent.Type.SESSIONS_REVOKED, AuthEvent.Type.SESSION_REVOCATION_FAILED),
    END_OTHER_SESSIONS(AuthEvent.Type.SESSIONS_REVOKED, AuthEvent.Type.SESSION_REVOCATION_FAILED),
    DELETE_ACCOUNT(AuthEvent.Type.USER_DELETED, AuthEvent.Type.USER_DELETION_FAILED),
    ADMIN_AUTHENTICATE(Optional.empty(), Optional.of(AuthEvent.Type.ACCESS_DENIED)),
    ADMIN_LIST_USERS(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_READ_USER(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_ENABLE_USER(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_DISABLE_USER(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_SET_ROLES(AuthEvent.Type.ROLES_CHANGED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_DELETE_USER(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_LIST_SESSIONS(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_END_SESSION(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_END_SESSIONS(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_INVITE(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_LIST_INVITATIONS(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_REVOKE_INVITATION(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_READ_EVENTS(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_EXPORT_USERS(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED),
    ADMIN_EXPORT_HASHES(AuthEvent.Type.HASHES_EXPORTED, AuthEvent.Type.ADMINISTRATION_FAILED);

    private final Optional<AuthEvent.Type> success;
    private final Optional<AuthEvent.Type> failure;

    AuditedCall(Optional<AuthEvent.Type> success, Optional<AuthEvent.Type> failure) {
        this.success = success;
        this.failure = failure;
    }

    AuditedCall(AuthEvent.Type success, AuthEvent.Type failure) {
        this(Optional.of(success), Optional.of(failure));
    }

    Optional<AuthEvent.Type> success() {
        return success;
    }

    Optional<AuthEvent.Type> failure() {
        return failure;
    }

    /** Returns the call's name in the details of events. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
