package io.moonlight.auth.application.internal;

import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.session.PublishedClaims;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Issues pairs of tokens and parses refresh tokens. The id ({@code jti}) of a refresh token is its generation and a
 * keyed hash of session and generation: the same successor is always the same token, it cannot be forged with
 * the signing key alone, and the store contains only the generation.
 */
public final class TokenIssuer {

    /** A refresh token issued by this system; the session decides whether it is still valid. */
    public record Presented(SessionId session, UserId user, long generation) {}

    private static final Pattern REFRESH_ID = Pattern.compile("([0-9]{1,18})\\.([0-9a-f]{64})");

    private final TokenSigner signer;
    private final KeyedHasher hasher;
    private final RandomGenerator random;
    private final Duration accessLifetime;

    public TokenIssuer(TokenSigner signer, KeyedHasher hasher, RandomGenerator random, Duration accessLifetime) {
        this.signer = signer;
        this.hasher = hasher;
        this.random = random;
        this.accessLifetime = accessLifetime;
    }

    /**
     * @param published with the access token
     * @param refreshedAt when this generation was issued: together with the other parameters it decides the refresh token
     * @param expiresAt when the session expires
     */
    public Tokens issue(
            UserId user,
            SessionId session,
            PublishedClaims published,
            long generation,
            Instant refreshedAt,
            Instant expiresAt,
            Instant now) {
        Instant accessEnd = now.plus(accessLifetime);
        if (accessEnd.isAfter(expiresAt)) {
            accessEnd = expiresAt;
        }
        String accessId =
                HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
        TokenClaims access = new TokenClaims(TokenType.ACCESS, user, session, accessId, now, accessEnd);
        TokenClaims refresh = new TokenClaims(
                TokenType.REFRESH, user, session, refreshId(session, generation), refreshedAt, expiresAt);
        return new Tokens(
                signer.sign(access, published),
                signer.sign(refresh),
                Duration.between(access.issuedAt(), access.expiresAt()),
                Duration.between(access.issuedAt(), refresh.expiresAt()));
    }

    public Optional<Presented> readRefresh(String token) {
        return signer.verify(token, TokenType.REFRESH).flatMap(this::presented);
    }

    private Optional<Presented> presented(TokenClaims claims) {
        Matcher id = REFRESH_ID.matcher(claims.id());
        if (!id.matches()) {
            return Optional.empty();
        }
        long generation = Long.parseLong(id.group(1));
        byte[] expected = refreshId(claims.session(), generation).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, claims.id().getBytes(StandardCharsets.US_ASCII))) {
            return Optional.empty();
        }
        return Optional.of(new Presented(claims.session(), claims.subject(), generation));
    }

    private String refreshId(SessionId session, long generation) {
        String number = Long.toString(generation);
        return number + "."
                + hasher.hash("refresh", session.value().toString(), number).value();
    }
}
