package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.port.SessionRepository;
import java.time.InstantSource;

/** Use case: a client ends its session. A token that is dead already, or never lived, is as good as any other. */
public final class Logout {

    /** @param refreshToken what was sent; any text */
    public record Command(String refreshToken) {
        /** @throws NullPointerException if there is none */
        public Command {
            requireNonNull(refreshToken, "refreshToken");
        }

        @Override
        public String toString() {
            return "Logout.Command[***]";
        }
    }

    private final SessionRepository sessions;
    private final TokenIssuer tokens;
    private final InstantSource clock;

    Logout(SessionRepository sessions, TokenIssuer tokens, InstantSource clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** @throws AuthUnavailableException if the store cannot answer; the session may have been ended all the same then */
    public void handle(Command command) {
        tokens.readRefresh(command.refreshToken())
                .ifPresent(presented -> sessions.end(presented.session(), clock.instant()));
    }
}
