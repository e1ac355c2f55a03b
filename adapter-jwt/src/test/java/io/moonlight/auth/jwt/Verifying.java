package io.moonlight.auth.jwt;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.TokenClaims;
import io.moonlight.auth.domain.model.TokenType;
import io.moonlight.auth.domain.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** What the tests of verifiers share. */
final class Verifying {

    static final JwtOptions OPTIONS = new JwtOptions("moonlight", "api");
    static final JwtKey ES256 = JwtKey.es256(TestKeys.privatePem(TestKeys.EC));
    static final JwtKey RS256 = JwtKey.rs256(TestKeys.privatePem(TestKeys.RSA));

    private Verifying() {}

    /** What the token says; empty if it is refused as an access token, and for no other reason. */
    static Optional<TokenClaims> read(AccessTokenVerifier verifier, String token) {
        try {
            return Optional.of(verifier.verify(token));
        } catch (AuthException e) {
            if (!e.error().equals(new AuthError.InvalidAccessToken())) {
                throw new AssertionError("refused for another reason: " + e.error(), e);
            }
            return Optional.empty();
        }
    }

    /** An access token of half an hour, made now. */
    static String token(JwtKey key, InstantSource clock) {
        return token(key, clock, TokenType.ACCESS);
    }

    static String token(JwtKey key, InstantSource clock, TokenType type) {
        return new JwtTokenSigner(JwtKeys.of(key), OPTIONS, clock).sign(claims(type, clock.instant()));
    }

    static TokenClaims claims(TokenType type, Instant now) {
        SessionId session = new SessionId(UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"));
        return new TokenClaims(type, new UserId(42), session, "jti", now, now.plus(Duration.ofMinutes(30)));
    }

    /** The same token, naming a key that nobody has. */
    static String renamed(String token, int number) {
        String[] parts = token.split("\\.", -1);
        String header = "{\"kid\":\"forged-" + number + "\",\"typ\":\"JWT\",\"alg\":\"ES256\"}";
        return HandMade.base64(header) + "." + parts[1] + "." + parts[2];
    }
}
