package io.moonlight.auth.application.internal;

import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.CustomClaims;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.SessionRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Opens sessions for users whose password was just checked or set. */
public final class Sessions {

    private final SessionRepository sessions;
    private final TokenIssuer tokens;
    private final ClaimsLookUp claims;
    private final SessionPolicy policy;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Sessions(
            SessionRepository sessions,
            TokenIssuer tokens,
            ClaimsLookUp claims,
            SessionPolicy policy,
            InstantSource clock,
            RandomGenerator random) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.claims = claims;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Asks for the custom claims before it opens the session.
     *
     * @param user as read before the password was checked: the token publishes the roles of that moment
     * @return empty if the user was deleted, disabled or given another password meanwhile
     */
    public Optional<SignedIn> open(User user, PasswordHash verified, ClientInfo client, AuditRecord record) {
        Instant now = clock.instant();
        Session session = new Session(SessionId.random(random), user.id(), now, policy.expiry(now, now), client);
        CustomClaims custom = claims.of(user, session.id());
        if (!sessions.open(session, verified)) {
            return Optional.empty();
        }
        record.session(session.id());
        return Optional.of(new SignedIn(
                user, tokens.issue(user, session.id(), custom, 0, session.createdAt(), session.expiresAt(), now)));
    }
}
