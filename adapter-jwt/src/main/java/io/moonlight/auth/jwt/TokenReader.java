package io.moonlight.auth.jwt;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads tokens: each claim only as the signer writes it, and only if the key that the token names verifies it. java-jwt verifies
 * signature, algorithm, issuer, audience and times; the rest is stricter than java-jwt.
 */
final class TokenReader {

    static final String TYPE = "type";
    static final String SESSION = "sid";

    private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]{0,18}");

    /** Rejects what can be read in more than one way: a member named twice, and anything after the object. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, JWTVerifier> verifiers;

    TokenReader(JwtKeys keys, JwtOptions options, InstantSource clock) {
        this.verifiers = keys.byId().values().stream()
                .collect(Collectors.toUnmodifiableMap(JwtKey::id, key -> verifier(key, options, clock)));
    }

    /** The issue time is not compared with the clock, because clocks step back. */
    private static JWTVerifier verifier(JwtKey key, JwtOptions options, InstantSource clock) {
        JWTVerifier.BaseVerification rules = (JWTVerifier.BaseVerification) JWT.require(key.algorithm())
                .withIssuer(options.issuer())
                .withAudience(options.audience())
                .ignoreIssuedAt();
        return rules.build(clock.withZone(ZoneOffset.UTC));
    }

    /** Returns the claims, or empty if the text is not a valid token of this type. */
    Optional<TokenClaims> read(String token, TokenType type) {
        try {
            List<byte[]> parts = CompactForm.parts(token);
            JsonNode header = JSON.readTree(parts.get(0));
            TokenClaims claims = claims(JSON.readTree(parts.get(1)), type);
            JWTVerifier verifier = verifiers.get(text(header, "kid"));
            // RFC 7515, section 4.1.11: reject an extension that is critical and unknown.
            if (header.has("crit") || verifier == null) {
                return Optional.empty();
            }
            verifier.verify(token);
            return Optional.of(claims);
        } catch (IOException | RuntimeException e) {
            // Of the many ways to be invalid, which one it is does not matter.
            return Optional.empty();
        }
    }

    private static TokenClaims claims(JsonNode payload, TokenType type) {
        String subject = text(payload, "sub");
        String session = text(payload, SESSION);
        SessionId sessionId = new SessionId(UUID.fromString(session));
        if (!text(payload, TYPE).equals(type.wire())
                || !POSITIVE.matcher(subject).matches()
                || !sessionId.value().toString().equals(session)) {
            throw new IllegalArgumentException("not as the signer writes it");
        }
        return new TokenClaims(
                type,
                new UserId(Long.parseLong(subject)),
                sessionId,
                text(payload, "jti"),
                date(payload, "iat"),
                date(payload, "exp"));
    }

    private static String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a text is missing");
        }
        return value.textValue();
    }

    /** Takes whole numbers only: java-jwt cuts a fraction off, which moves the end. */
    private static Instant date(JsonNode payload, String claim) {
        JsonNode value = payload.path(claim);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("a time is missing");
        }
        return Instant.ofEpochSecond(value.longValue());
    }
}
