package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.AuthEvent;
import io.moonlight.auth.domain.model.Rotation;
import io.moonlight.auth.domain.model.SessionPolicy;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.domain.port.SessionRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Use case: a client trades its refresh token for the next pair (RFC 9700, section 4.14.2). The token is retired; shown
 * again within the grace it gets the same successor, shown later it ends the session, since somebody else must have it.
 */
public final class Refresh {

    /** @param refreshToken what was sent; any text */
    public record Command(String refreshToken) {
        /** @throws NullPointerException if there is none */
        public Command {
            requireNonNull(refreshToken, "refreshToken");
        }

        @Override
        public String toString() {
            return "Refresh.Command[***]";
        }
    }

    private final SessionRepository sessions;
    private final TokenIssuer tokens;
    private final SessionPolicy policy;
    private final AuthEvents events;
    private final InstantSource clock;

    Refresh(
            SessionRepository sessions,
            TokenIssuer tokens,
            SessionPolicy policy,
            AuthEvents events,
            InstantSource clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.policy = policy;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @throws AuthException with {@link AuthError.InvalidRefreshToken}
     * @throws AuthUnavailableException if the store cannot answer; the same token may be tried again
     */
    public Tokens handle(Command command) {
        TokenIssuer.Presented presented =
                tokens.readRefresh(command.refreshToken()).orElseThrow(Refresh::refused);
        Instant now = clock.instant();
        Rotation rotation = sessions.rotate(presented.session(), presented.generation(), now, policy);
        if (rotation instanceof Rotation.Stolen stolen) {
            record(stolen.userId(), now);
        }
        if (rotation instanceof Rotation.Rotated next && next.user().id().equals(presented.user())) {
            return tokens.issue(
                    presented.user(), presented.session(), next.generation(), next.rotatedAt(), next.expiresAt(), now);
        }
        throw refused();
    }

    private void record(UserId user, Instant now) {
        events.record(new AuthEvent(AuthEvent.Type.REFRESH_TOKEN_REUSED, now, Optional.of(user)));
    }

    private static AuthException refused() {
        return new AuthException(new AuthError.InvalidRefreshToken());
    }
}
