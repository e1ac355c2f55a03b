package io.moonlight.auth.application;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Use case: the calls of administrators on users. The host application must authorize the caller. There
 * is no way to set a password.
 *
 * <p><b>Errors.</b> {@link AuthException} with {@link AuthError.UserNotFound} if the user does not exist.
 * {@link AuthUnavailableException} if the store cannot answer; a change may have happened then.
 */
public final class Administration {

    private final UserRepository users;
    private final SessionRepository sessions;
    private final Invitations invitations;
    private final Optional<AuditTrail> trail;
    private final InstantSource clock;
    private final Audit audit;

    Administration(
            UserRepository users,
            SessionRepository sessions,
            Invitations invitations,
            Optional<AuditTrail> trail,
            InstantSource clock,
            Audit audit) {
        this.users = users;
        this.sessions = sessions;
        this.invitations = invitations;
        this.trail = trail;
        this.clock = clock;
        this.audit = audit;
    }

    /** The calls on invitations. */
    public Invitations invitations() {
        return invitations;
    }

    /** Returns one page of the users, ordered by id. */
    public Page<User> list(UserFilter filter, PageRequest page, ClientInfo client) {
        return audit.watch(AuditedCall.ADMIN_LIST_USERS, client, record -> users.list(filter, page));
    }

    /** Returns one user. */
    public User read(UserId id, ClientInfo client) {
        return audit.watch(AuditedCall.ADMIN_READ_USER, client, record -> {
            record.user(id);
            return users.findById(id).orElseThrow(Administration::unknown);
        });
    }

    /** Enables or disables an account; disabling ends all of its sessions. Returns the changed user. */
    public User setActive(UserId id, boolean active, ClientInfo client) {
        AuditedCall call = active ? AuditedCall.ADMIN_ENABLE_USER : AuditedCall.ADMIN_DISABLE_USER;
        return audit.watch(call, client, record -> {
            record.user(id);
            return users.setActive(id, active, clock.instant()).orElseThrow(Administration::unknown);
        });
    }

    /**
     * Replaces all roles of a user; returns the changed user. Calls that this system authenticates see them at once, other
     * services in the next access token.
     */
    public User setRoles(UserId id, Roles roles, ClientInfo client) {
        return audit.watch(AuditedCall.ADMIN_SET_ROLES, client, record -> {
            record.user(id);
            return users.setRoles(id, roles, clock.instant()).orElseThrow(Administration::unknown);
        });
    }

    /** Deletes a user with everything stored about it except the audit trail. */
    public void delete(UserId id, ClientInfo client) {
        audit.watch(AuditedCall.ADMIN_DELETE_USER, client, record -> {
            record.user(id);
            if (!users.delete(id)) {
                throw unknown();
            }
            return id;
        });
    }

    /** Returns the open sessions of a user, last used first; at most the last {@value SessionRepository#LISTED}. */
    public List<OpenSession> sessions(UserId id, ClientInfo client) {
        return audit.watch(AuditedCall.ADMIN_LIST_SESSIONS, client, record -> {
            record.user(id);
            return sessions.list(existing(id), clock.instant());
        });
    }

    /**
     * Ends one session, of whichever user.
     *
     * @throws AuthException with {@link AuthError.SessionNotFound} if it is not open
     */
    public void endSession(SessionId id, ClientInfo client) {
        audit.watch(AuditedCall.ADMIN_END_SESSION, client, record -> {
            record.session(id);
            UserId user = sessions.end(id, clock.instant())
                    .orElseThrow(() -> new AuthException(new AuthError.SessionNotFound()));
            record.user(user);
            return user;
        });
    }

    /** Ends all sessions of a user; returns their number. */
    public int endSessions(UserId id, ClientInfo client) {
        return audit.watch(AuditedCall.ADMIN_END_SESSIONS, client, record -> {
            record.user(id);
            return sessions.endAll(existing(id), clock.instant());
        });
    }

    /** Returns whether {@link #events} can be called. */
    public boolean hasAuditTrail() {
        return trail.isPresent();
    }

    /**
     * Returns one page of the events, newest first.
     *
     * @throws IllegalStateException if the builder has no {@link AuditTrail}
     */
    public List<RecordedEvent> events(AuditFilter filter, PageRequest page, ClientInfo client) {
        AuditTrail readable = trail.orElseThrow(() -> new IllegalStateException("there is no audit trail to read"));
        return audit.watch(AuditedCall.ADMIN_READ_EVENTS, client, record -> {
            filter.user().ifPresent(record::user);
            return readable.read(filter, page);
        });
    }

    /** Records that the host application rejected a call with a missing or wrong administrator key. */
    public void denied(ClientInfo client) {
        audit.failed(AuditedCall.ADMIN_AUTHENTICATE, "admin_key", client);
    }

    private UserId existing(UserId id) {
        return users.findById(id).orElseThrow(Administration::unknown).id();
    }

    private static AuthException unknown() {
        return new AuthException(new AuthError.UserNotFound());
    }
}
