package io.moonlight.auth.jwt;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.moonlight.auth.domain.model.TokenClaims;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * What makes a token count, apart from whose key signed it.
 *
 * @param leeway how long after its end a token still counts, in whole seconds
 */
record TokenRules(JwtOptions options, InstantSource clock, Duration leeway) {

    /** All rules, signature included, for tokens of this key. When a token was made is none of them: clocks step back. */
    JWTVerifier verifier(JwtKey key) {
        JWTVerifier.BaseVerification rules = (JWTVerifier.BaseVerification) JWT.require(key.algorithm())
                .withIssuer(options.issuer())
                .withAudience(options.audience())
                .acceptLeeway(leeway.toSeconds())
                .ignoreIssuedAt();
        return rules.build(clock.withZone(ZoneOffset.UTC));
    }

    /** Whether the token could count at all, whoever signed it. What could not is worth no look for a key. */
    boolean couldCount(DecodedJWT unproven, TokenClaims claims) {
        return options.issuer().equals(unproven.getIssuer())
                && clock.instant().minus(leeway).isBefore(claims.expiresAt());
    }
}
