package io.moonlight.auth.verifier;

import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.jwt.testkit.HandMade;
import io.moonlight.auth.jwt.testkit.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Shared by the tests of verifiers. */
final class Verifying {

    static final JwtOptions OPTIONS = new JwtOptions("moonlight", "api");
    static final JwtKey ES256 = JwtKey.es256(TestKeys.privatePem(TestKeys.EC));
    static final JwtKey RS256 = JwtKey.rs256(TestKeys.privatePem(TestKeys.RSA));

    private Verifying() {}

    static AccessTokenVerifierBuilder builder() {
        return builder(OPTIONS);
    }

    static AccessTokenVerifierBuilder builder(JwtOptions options) {
        return AccessTokenVerifier.builder(options.issuer(), options.audience());
    }

    /** Returns the claims; empty if the token is rejected as an access token, and for no other reason. */
    static Optional<TokenClaims> read(AccessTokenVerifier verifier, String token) {
        try {
            AccessTokenClaims claims = verifier.verify(token);
            return Optional.of(new TokenClaims(
                    TokenType.ACCESS,
                    new UserId(claims.userId()),
                    new SessionId(claims.sessionId()),
                    claims.tokenId(),
                    claims.issuedAt(),
                    claims.expiresAt()));
        } catch (InvalidAccessTokenException e) {
            return Optional.empty();
        }
    }

    /** Returns the public half of the key as a JWK. */
    static String jwk(JwtKey key) {
        String jwks = JwtKeys.of(key).jwks();
        return jwks.substring(jwks.indexOf('[') + 1, jwks.indexOf(']'));
    }

    /** Returns an access token that is issued now and valid for half an hour. */
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

    /** Returns the same token with the id of a key that does not exist. */
    static String renamed(String token, int number) {
        String[] parts = token.split("\\.", -1);
        String header = "{\"kid\":\"forged-" + number + "\",\"typ\":\"JWT\",\"alg\":\"ES256\"}";
        return HandMade.base64(header) + "." + parts[1] + "." + parts[2];
    }
}
