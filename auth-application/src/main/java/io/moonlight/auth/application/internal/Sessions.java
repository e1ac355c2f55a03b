package io.moonlight.auth.application.internal;

import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.CustomClaims;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.PublishedClaims;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.SessionRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Opens sessions for users who have just proven who they are. */
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
     * @param user as read before the proof was checked: the token publishes the roles of that moment
     * @return empty if the user was deleted or disabled, or the proof became invalid meanwhile
     */
    public Optional<SignedIn> open(User user, Proof proof, ClientInfo client, AuditRecord record) {
        Instant now = clock.instant();
        Session session = new Session(SessionId.random(random), user.id(), now, policy.expiry(now, now), client);
        CustomClaims custom = claims.of(user, session.id());
        if (!sessions.open(session, proof)) {
            return Optional.empty();
        }
        record.session(session.id());
        SignIn signIn = new SignIn(proof.method(), session.createdAt());
        PublishedClaims published = new PublishedClaims(user.roles(), Optional.of(signIn), custom);
        return Optional.of(new SignedIn(
                user,
                tokens.issue(user.id(), session.id(), published, 0, session.createdAt(), session.expiresAt(), now)));
    }
}
