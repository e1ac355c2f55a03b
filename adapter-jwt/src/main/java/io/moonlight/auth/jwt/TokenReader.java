package io.moonlight.auth.jwt;

import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads tokens: each claim only as the signer writes it, and only if the key that the token names verifies it. java-jwt verifies
 * the signature; the claims are read after that.
 */
final class TokenReader {

    static final String TYPE = "type";
    static final String SESSION = "sid";

    private static final int MAX_DIGITS = 19;

    private final Map<String, JwtKey> keys;
    private final JwtOptions options;
    private final InstantSource clock;

    TokenReader(JwtKeys keys, JwtOptions options, InstantSource clock) {
        this.keys = keys.byId();
        this.options = options;
        this.clock = clock;
    }

    /** Returns the claims, or empty if the text is not a valid token of this type. */
    Optional<TokenClaims> read(String token, TokenType type) {
        try {
            CompactForm form = CompactForm.of(token);
            Members header = Members.read(form.headerBytes());
            JwtKey key = keys.get(header.text("kid"));
            // RFC 7515, section 4.1.11: reject an extension that is critical and unknown.
            if (header.has("crit") || key == null || !key.algorithmName().equals(header.text("alg"))) {
                return Optional.empty();
            }
            key.algorithm().verify(new SignedToken(form, key.id()));
            Members claims = Members.read(form.payloadBytes());
            return isForUs(claims) ? Optional.of(claims(claims, type)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Of the many ways to be invalid, which one it is does not matter.
            return Optional.empty();
        }
    }

    /** The issue time is not compared with the clock, because clocks step back. */
    private boolean isForUs(Members claims) {
        long now = clock.instant().getEpochSecond();
        return claims.text("iss").equals(options.issuer())
                && claims.contains("aud", options.audience())
                && claims.number("exp") > now
                && (!claims.has("nbf") || claims.number("nbf") <= now);
    }

    private static TokenClaims claims(Members claims, TokenType type) {
        String session = claims.text(SESSION);
        SessionId sessionId = new SessionId(UUID.fromString(session));
        if (!claims.text(TYPE).equals(type.wire())
                || !sessionId.value().toString().equals(session)) {
            throw new IllegalArgumentException("not as the signer writes it");
        }
        return new TokenClaims(
                type,
                new UserId(positive(claims.text("sub"))),
                sessionId,
                claims.text("jti"),
                Instant.ofEpochSecond(claims.number("iat")),
                Instant.ofEpochSecond(claims.number("exp")));
    }

    /** Takes ASCII digits without a sign and without a leading zero. */
    private static long positive(String text) {
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.isEmpty() || text.length() > MAX_DIGITS || text.charAt(0) == '0') {
            throw new IllegalArgumentException("not as the signer writes it");
        }
        return Long.parseLong(text);
    }
}
