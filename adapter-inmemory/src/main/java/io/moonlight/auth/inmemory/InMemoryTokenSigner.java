package io.moonlight.auth.inmemory;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.session.PublishedClaims;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.TokenSigner;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@link TokenSigner} for tests and demonstrations: the claims as one line, and an HMAC of it. Its tokens are honestly
 * signed, but in a format of its own that nobody else reads, and so without published claims. They do not name the key, so
 * that it cannot be changed without ending every session.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
public final class InMemoryTokenSigner implements TokenSigner {

    private static final int MAX_LENGTH = 1024;
    private static final String LABEL = "in-memory-token";
    private static final Pattern SHAPE = Pattern.compile("([A-Za-z0-9_-]+)\\.([0-9a-f]{64})");
    private static final Pattern LINE = Pattern.compile(
            "(?<type>[a-z]+) (?<sub>[0-9]+) (?<sid>[0-9a-f-]{36}) (?<jti>[!-~]+) (?<iat>-?[0-9]+) (?<exp>-?[0-9]+)");

    private final KeyedHasher key;
    private final InstantSource clock;

    /** With the given secret: signers with the same one read each other's tokens. */
    public InMemoryTokenSigner(KeyedHasher key, InstantSource clock) {
        this.key = requireNonNull(key, "key");
        this.clock = requireNonNull(clock, "clock");
    }

    /** With a secret that is drawn now, and lost with this object. */
    public InMemoryTokenSigner(RandomGenerator random, InstantSource clock) {
        this(new KeyedHasher(draw(random)), clock);
    }

    @Override
    public String sign(TokenClaims claims, PublishedClaims published) {
        String line = String.join(
                " ",
                claims.type().wire(),
                Long.toString(claims.subject().value()),
                claims.session().value().toString(),
                claims.id(),
                Long.toString(claims.issuedAt().getEpochSecond()),
                Long.toString(claims.expiresAt().getEpochSecond()));
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString(line.getBytes(US_ASCII));
        return body + "." + mac(body);
    }

    @Override
    public Optional<TokenClaims> verify(String token, TokenType type) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher parts = SHAPE.matcher(token);
        if (!parts.matches()
                || !MessageDigest.isEqual(
                        mac(parts.group(1)).getBytes(US_ASCII), parts.group(2).getBytes(US_ASCII))) {
            return Optional.empty();
        }
        // The HMAC is ours, so the line is: only what may change with time and use is left to check.
        return Optional.of(read(new String(Base64.getUrlDecoder().decode(parts.group(1)), US_ASCII)))
                .filter(claims -> claims.type() == type && clock.instant().isBefore(claims.expiresAt()));
    }

    private static TokenClaims read(String line) {
        Matcher claims = LINE.matcher(line);
        if (!claims.matches()) {
            throw new IllegalStateException("signed by this key, but not by this class");
        }
        return new TokenClaims(
                claims.group("type").equals(TokenType.ACCESS.wire()) ? TokenType.ACCESS : TokenType.REFRESH,
                new UserId(Long.parseLong(claims.group("sub"))),
                new SessionId(UUID.fromString(claims.group("sid"))),
                claims.group("jti"),
                Instant.ofEpochSecond(Long.parseLong(claims.group("iat"))),
                Instant.ofEpochSecond(Long.parseLong(claims.group("exp"))));
    }

    private String mac(String body) {
        return key.hash(LABEL, body).value();
    }

    private static byte[] draw(RandomGenerator random) {
        byte[] secret = new byte[KeyedHasher.MIN_KEY_BYTES];
        random.nextBytes(secret);
        return secret;
    }

    @Override
    public String toString() {
        return "InMemoryTokenSigner[***]";
    }
}
