package io.moonlight.auth.jwt;

import static java.util.Objects.requireNonNull;

import com.auth0.jwt.JWT;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.port.TokenSigner;
import java.time.InstantSource;
import java.util.Optional;

/**
 * {@link TokenSigner} with JSON Web Tokens in compact form. Header: {@code alg}, {@code typ}, {@code kid}; claims: {@code
 * iss}, {@code aud}, {@code sub}, {@code type}, {@code sid}, {@code jti}, {@code iat}, {@code exp}.
 *
 * <p>A token is valid only if its {@code kid} names one of the keys, its algorithm is that of the key, and signature, issuer,
 * audience, type and expiry are right. The expiry has no leeway. An {@code iat} in the future is accepted, because clocks
 * step back. A token of more than 4,096 characters is rejected. HS256 and RS256 give the same token for the same claims;
 * ES256 uses a random number and does not.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
public final class JwtTokenSigner implements TokenSigner {

    private final JwtKeys keys;
    private final JwtOptions options;
    private final TokenReader reader;

    /** @param clock decides whether a token has expired */
    public JwtTokenSigner(JwtKeys keys, JwtOptions options, InstantSource clock) {
        this.keys = requireNonNull(keys, "keys");
        this.options = requireNonNull(options, "options");
        this.reader = new TokenReader(keys, options, requireNonNull(clock, "clock"));
    }

    @Override
    public String sign(TokenClaims claims) {
        return JWT.create()
                .withKeyId(keys.signing().id())
                .withIssuer(options.issuer())
                .withAudience(options.audience())
                .withSubject(Long.toString(claims.subject().value()))
                .withClaim(TokenReader.TYPE, claims.type().wire())
                .withClaim(TokenReader.SESSION, claims.session().value().toString())
                .withJWTId(claims.id())
                .withIssuedAt(claims.issuedAt())
                .withExpiresAt(claims.expiresAt())
                .sign(keys.signing().algorithm());
    }

    @Override
    public Optional<TokenClaims> verify(String token, TokenType type) {
        return reader.read(token, type);
    }

    @Override
    public String toString() {
        return "JwtTokenSigner[" + keys + ", " + options + "]";
    }
}
