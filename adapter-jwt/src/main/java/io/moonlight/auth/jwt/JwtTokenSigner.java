package io.moonlight.auth.jwt;

import static java.util.Objects.requireNonNull;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.moonlight.auth.domain.model.TokenClaims;
import io.moonlight.auth.domain.model.TokenType;
import io.moonlight.auth.domain.port.TokenSigner;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@link TokenSigner} by JSON Web Tokens in compact form. Header: {@code alg}, {@code typ}, {@code kid}; claims: {@code
 * iss}, {@code aud}, {@code sub}, {@code type}, {@code sid}, {@code jti}, {@code iat}, {@code exp}.
 *
 * <p>A token counts only if its {@code kid} names one of the keys, its algorithm is that key's, and signature, issuer,
 * audience, type and end are right. The end has no leeway; {@code iat} may be up to a minute ahead, since the
 * clocks of two servers are never quite the same. A token of more than 4,096 characters is not looked at. HS256 and
 * RS256 give the same token for the same claims; ES256 draws a number and does not.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
public final class JwtTokenSigner implements TokenSigner {

    private static final int CLOCK_SKEW_SECONDS = 60;

    private final JwtKeys keys;
    private final JwtOptions options;
    private final InstantSource clock;
    private final Map<String, JWTVerifier> verifiers;

    /** @param clock decides whether a token's time is over */
    public JwtTokenSigner(JwtKeys keys, JwtOptions options, InstantSource clock) {
        this.keys = requireNonNull(keys, "keys");
        this.options = requireNonNull(options, "options");
        this.clock = requireNonNull(clock, "clock");
        this.verifiers = keys.byId().values().stream()
                .collect(Collectors.toUnmodifiableMap(JwtKey::id, key -> verifier(key, options, clock)));
    }

    private static JWTVerifier verifier(JwtKey key, JwtOptions options, InstantSource clock) {
        JWTVerifier.BaseVerification rules = (JWTVerifier.BaseVerification) JWT.require(key.algorithm())
                .withIssuer(options.issuer())
                .withAudience(options.audience())
                .acceptIssuedAt(CLOCK_SKEW_SECONDS);
        return rules.build(clock.withZone(ZoneOffset.UTC));
    }

    @Override
    public String sign(TokenClaims claims) {
        return JWT.create()
                .withKeyId(keys.signing().id())
                .withIssuer(options.issuer())
                .withAudience(options.audience())
                .withSubject(Long.toString(claims.subject().value()))
                .withClaim(ClaimReader.TYPE, claims.type().wire())
                .withClaim(ClaimReader.SESSION, claims.session().value().toString())
                .withJWTId(claims.id())
                .withIssuedAt(claims.issuedAt())
                .withExpiresAt(claims.expiresAt())
                .sign(keys.signing().algorithm());
    }

    @Override
    public Optional<TokenClaims> verify(String token, TokenType type) {
        if (!CompactForm.isStrict(token)) {
            return Optional.empty();
        }
        try {
            return verified(JWT.decode(token))
                    .map(ClaimReader::read)
                    .filter(claims -> claims.type() == type && clock.instant().isBefore(claims.expiresAt()));
        } catch (RuntimeException e) {
            // Whatever a text makes java-jwt or the JDK say (there are many ways), it is not a token of ours.
            return Optional.empty();
        }
    }

    private Optional<DecodedJWT> verified(DecodedJWT token) {
        return Optional.ofNullable(token.getKeyId())
                .flatMap(id -> Optional.ofNullable(verifiers.get(id)))
                .map(verifier -> verifier.verify(token));
    }

    @Override
    public String toString() {
        return "JwtTokenSigner[" + keys + ", " + options + "]";
    }
}
