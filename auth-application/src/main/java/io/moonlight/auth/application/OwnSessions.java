package io.moonlight.auth.application;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.port.SessionRepository;
import java.time.InstantSource;
import java.util.List;

/**
 * Use case: lists and ends the caller's sessions. The access tokens of an ended session are invalid at once.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; sessions may have been ended
 * then.
 */
public final class OwnSessions {

    private final SessionRepository sessions;
    private final InstantSource clock;
    private final Audit audit;

    OwnSessions(SessionRepository sessions, InstantSource clock, Audit audit) {
        this.sessions = sessions;
        this.clock = clock;
        this.audit = audit;
    }

    /** Returns the open sessions, last used first; at most {@value SessionRepository#LISTED}. */
    public List<OpenSession> list(Principal principal) {
        return sessions.list(principal.user().id(), clock.instant());
    }

    /**
     * Ends a session, which may be the caller's own.
     *
     * @throws AuthException with {@link AuthError.SessionNotFound} if it is not open, or another user's, or {@link
     *     AuthError.InvalidAccessToken} if the principal's session has ended in the meantime
     */
    public void end(Principal principal, SessionId id, ClientInfo client) {
        audit.watch(AuditedCall.END_SESSION, client, record -> {
            record.user(principal.user().id());
            record.session(id);
            if (!sessions.end(caller(principal), id, clock.instant())) {
                throw new AuthException(new AuthError.SessionNotFound());
            }
            return id;
        });
    }

    /**
     * Ends all sessions except the principal's; returns their number.
     *
     * @throws AuthException with {@link AuthError.InvalidAccessToken} if the principal's session has ended in the meantime
     */
    public int endOthers(Principal principal, ClientInfo client) {
        return audit.watch(AuditedCall.END_OTHER_SESSIONS, client, record -> {
            record.principal(principal);
            return sessions.endOthers(caller(principal), clock.instant());
        });
    }

    private static AdmittedCaller caller(Principal principal) {
        return new AdmittedCaller(principal.user().id(), principal.session());
    }
}
