package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.TokenSigner;
import java.time.InstantSource;

/**
 * Use case: authenticates a call by its access token. A token is valid while its session is open: if the session ends, or the
 * user is disabled or deleted, it is invalid at once.
 */
public final class Authenticate {

    /**
     * @param accessToken any text; a missing one is invalid
     * @param client the client
     */
    public record Command(String accessToken, ClientInfo client) {
        /** @throws NullPointerException if {@code client} is missing */
        public Command {
            accessToken = requireNonNullElse(accessToken, "");
            requireNonNull(client, "client");
        }

        @Override
        public String toString() {
            return "Authenticate.Command[***]";
        }
    }

    private final SessionRepository sessions;
    private final TokenSigner tokens;
    private final InstantSource clock;
    private final Audit audit;

    Authenticate(SessionRepository sessions, TokenSigner tokens, InstantSource clock, Audit audit) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * @throws AuthException with {@link AuthError.InvalidAccessToken}
     * @throws AuthUnavailableException if the store cannot answer
     */
    public Principal handle(Command command) {
        return audit.watch(AuditedCall.AUTHENTICATE, command.client(), record -> {
            TokenClaims claims =
                    tokens.verify(command.accessToken(), TokenType.ACCESS).orElseThrow(Authenticate::refused);
            record.user(claims.subject());
            record.session(claims.session());
            return sessions.owner(claims.session(), clock.instant())
                    .filter(owner -> owner.user().id().equals(claims.subject()))
                    .map(owner -> new Principal(owner.user(), claims.session(), owner.signIn()))
                    .orElseThrow(Authenticate::refused);
        });
    }

    private static AuthException refused() {
        return new AuthException(new AuthError.InvalidAccessToken());
    }
}
