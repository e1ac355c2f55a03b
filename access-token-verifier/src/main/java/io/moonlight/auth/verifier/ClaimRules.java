package io.moonlight.auth.verifier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The rules for the claims of an access token. Each claim is accepted only as the signer writes it. The issue time is not
 * compared with the clock, because clocks step back.
 *
 * @param leeway how long after its expiry a token is still valid
 */
record ClaimRules(String issuer, String audience, InstantSource clock, Duration leeway) {

    private static final Pattern USER_ID = Pattern.compile("[1-9][0-9]{0,18}");
    private static final Pattern TOKEN_ID = Pattern.compile("[!-~]{1,128}");

    /** @throws RuntimeException if a claim is missing, malformed or does not meet the rules */
    AccessTokenClaims check(Map<String, Object> payload) {
        Instant now = clock.instant();
        AccessTokenClaims claims = new AccessTokenClaims(
                Long.parseLong(text(payload, "sub", USER_ID)),
                UUID.fromString(text(payload, "sid", TOKEN_ID)),
                text(payload, "jti", TOKEN_ID),
                date(payload, "iat"),
                date(payload, "exp"));
        Object audiences = payload.get("aud");
        if (issuer.equals(payload.get("iss"))
                && (audience.equals(audiences) || (audiences instanceof List<?> list && list.contains(audience)))
                && "access".equals(payload.get("type"))
                && claims.sessionId().toString().equals(payload.get("sid"))
                && now.minus(leeway).isBefore(claims.expiresAt())
                && (!payload.containsKey("nbf") || !now.plus(leeway).isBefore(date(payload, "nbf")))) {
            return claims;
        }
        throw new IllegalArgumentException("not an access token for this service");
    }

    private static String text(Map<String, Object> payload, String claim, Pattern shape) {
        if (payload.get(claim) instanceof String text && shape.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException(claim);
    }

    private static Instant date(Map<String, Object> payload, String claim) {
        if (payload.get(claim) instanceof Long seconds) {
            return Instant.ofEpochSecond(seconds);
        }
        throw new IllegalArgumentException(claim);
    }
}
