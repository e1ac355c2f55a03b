package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.TokenIssuer;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.SessionRepository;
import java.time.InstantSource;
import java.util.Optional;

/** Use case: a client ends its session. Succeeds for expired, revoked and unknown tokens. */
public final class Logout {

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
            return "Logout.Command[***]";
        }
    }

    private final SessionRepository sessions;
    private final TokenIssuer tokens;
    private final InstantSource clock;
    private final Audit audit;

    Logout(SessionRepository sessions, TokenIssuer tokens, InstantSource clock, Audit audit) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
        this.audit = audit;
    }

    /** @throws AuthUnavailableException if the store cannot answer; the session may have been ended then */
    public void handle(Command command) {
        audit.watch(AuditedCall.LOGOUT, command.client(), record -> {
            Optional<UserId> ended = tokens.readRefresh(command.refreshToken()).flatMap(presented -> {
                record.user(presented.user());
                record.session(presented.session());
                return sessions.end(presented.session(), clock.instant());
            });
            if (ended.isEmpty()) {
                record.outcome(AuthEvent.Type.LOGOUT_FAILED, "no_open_session");
            }
            return ended;
        });
    }
}
