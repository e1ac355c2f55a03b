package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditRecord;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.ClaimsLookUp;
import io.moonlight.auth.application.internal.TokenIssuer;
import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.session.CustomClaims;
import io.moonlight.auth.domain.model.session.PublishedClaims;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.port.SessionRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Use case: exchanges a refresh token for the next pair (RFC 9700, section 4.14.2). The token is rotated; reuse
 * within the grace period returns the same successor, later reuse ends the session, since the token was stolen.
 */
public final class Refresh {

    /**
     * @param refreshToken any text; a missing one is invalid
     * @param client the client
     */
    public record Command(String refreshToken, ClientInfo client) {
        /** @throws NullPointerException if {@code client} is missing */
        public Command {
            refreshToken = requireNonNullElse(refreshToken, "");
            requireNonNull(client, "client");
        }

        @Override
        public String toString() {
            return "Refresh.Command[***]";
        }
    }

    private final SessionRepository sessions;
    private final TokenIssuer tokens;
    private final ClaimsLookUp claims;
    private final SessionPolicy policy;
    private final InstantSource clock;
    private final Audit audit;

    Refresh(
            SessionRepository sessions,
            TokenIssuer tokens,
            ClaimsLookUp claims,
            SessionPolicy policy,
            InstantSource clock,
            Audit audit) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.claims = claims;
        this.policy = policy;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * @throws AuthException with {@link AuthError.InvalidRefreshToken}
     * @throws AuthUnavailableException if the store cannot answer; the same token may be tried again
     */
    public Tokens handle(Command command) {
        return audit.watch(AuditedCall.REFRESH, command.client(), record -> refresh(command, record));
    }

    private Tokens refresh(Command command, AuditRecord record) {
        TokenIssuer.Presented presented =
                tokens.readRefresh(command.refreshToken()).orElseThrow(Refresh::refused);
        record.user(presented.user());
        record.session(presented.session());
        Instant now = clock.instant();
        CustomClaims custom = customClaims(presented, now);
        Rotation rotation = sessions.rotate(presented.session(), presented.generation(), now, policy);
        if (rotation instanceof Rotation.Stolen) {
            record.outcome(AuthEvent.Type.REFRESH_TOKEN_REUSED, "session_ended");
        }
        if (rotation instanceof Rotation.Rotated next && next.user().id().equals(presented.user())) {
            return tokens.issue(
                    next.user().id(),
                    presented.session(),
                    new PublishedClaims(next.user().roles(), Optional.of(next.signIn()), custom),
                    next.generation(),
                    next.rotatedAt(),
                    next.expiresAt(),
                    now);
        }
        throw refused();
    }

    /** Asks before the rotation: a token that was rotated without an answer would soon count as stolen. */
    private CustomClaims customClaims(TokenIssuer.Presented presented, Instant now) {
        if (!claims.isWanted()) {
            return CustomClaims.NONE;
        }
        return sessions.owner(presented.session(), now)
                .map(SessionOwner::user)
                .filter(user -> user.id().equals(presented.user()))
                .map(user -> claims.of(user, presented.session()))
                .orElseThrow(Refresh::refused);
    }

    private static AuthException refused() {
        return new AuthException(new AuthError.InvalidRefreshToken());
    }
}
