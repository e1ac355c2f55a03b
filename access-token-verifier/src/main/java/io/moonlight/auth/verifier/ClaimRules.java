package io.moonlight.auth.verifier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_.-]{0,31}");
    private static final Set<String> OURS =
            Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "sid", "type", "roles", "amr", "auth_time");
    private static final Pattern TOKEN_ID = Pattern.compile("[!-~]{1,128}");

    /** @throws RuntimeException if a claim is missing, malformed or does not meet the rules */
    AccessTokenClaims check(Map<String, Object> payload) {
        Instant now = clock.instant();
        AccessTokenClaims claims = new AccessTokenClaims(
                Long.parseLong(text(payload, "sub", USER_ID)),
                UUID.fromString(text(payload, "sid", TOKEN_ID)),
                text(payload, "jti", TOKEN_ID),
                date(payload, "iat"),
                date(payload, "exp"),
                names(payload, "roles", ROLE),
                names(payload, "amr", TOKEN_ID),
                payload.containsKey("auth_time") ? Optional.of(date(payload, "auth_time")) : Optional.empty(),
                custom(payload));
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

    private static List<String> names(Map<String, Object> payload, String claim, Pattern shape) {
        List<String> names = new ArrayList<>();
        if (payload.getOrDefault(claim, names) instanceof List<?> sent) {
            for (Object one : sent) {
                if (!(one instanceof String name) || !shape.matcher(name).matches()) {
                    throw new IllegalArgumentException(claim);
                }
                names.add(name);
            }
            return names;
        }
        throw new IllegalArgumentException(claim);
    }

    private static Map<String, Object> custom(Map<String, Object> payload) {
        Map<String, Object> custom = new LinkedHashMap<>(payload);
        custom.keySet().removeAll(OURS);
        return custom;
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
