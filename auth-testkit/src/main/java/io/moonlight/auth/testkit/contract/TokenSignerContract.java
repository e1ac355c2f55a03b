package io.moonlight.auth.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.session.AuthMethod;
import io.moonlight.auth.domain.model.session.CustomClaims;
import io.moonlight.auth.domain.model.session.PublishedClaims;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link TokenSigner} must do. Subclasses say how one is made, and whose tokens it must not take. */
public abstract class TokenSignerContract {

    private static final int CALLERS = 24;
    private static final SignIn SIGN_IN = new SignIn(AuthMethod.PASSWORD, Instant.parse("2026-01-31T08:00:00Z"));
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \0\n\u00e9\u4e2d";

    private final MutableClock clock = MutableClock.start();

    /** A signer; two that are made by two calls read each other's tokens. */
    protected abstract TokenSigner signer(InstantSource clock);

    /** Signers that differ in one thing each: the key, and, where there are such things, algorithm, issuer, audience. */
    protected abstract List<TokenSigner> strangers(InstantSource clock);

    /** Whether the same claims give the same token: so for every algorithm but those that draw a number. */
    protected boolean deterministic() {
        return true;
    }

    @ParameterizedTest
    @EnumSource
    void verify_ofASignedToken_givesTheSameClaims(TokenType type) {
        TokenClaims claims = claims(type);
        String token = signer(clock).sign(claims);
        assertThat(signer(clock).verify(token, type)).contains(claims);
    }

    @Test
    void verify_ofATokenThatPublishesSomething_givesTheSameClaims() {
        TokenClaims claims = claims(TokenType.ACCESS);
        Map<String, Object> custom = Map.of("tenant", "月光", "limits", List.of(1, 2.5, true, Map.of("a", "b")));
        String token = signer(clock)
                .sign(
                        claims,
                        new PublishedClaims(
                                Roles.of(List.of("editor", "null")), Optional.of(SIGN_IN), new CustomClaims(custom)));

        assertThat(token).matches("[!-~]+");
        assertThat(signer(clock).verify(token, TokenType.ACCESS)).contains(claims);
        assertThat(signer(clock).verify(token, TokenType.REFRESH)).isEmpty();
    }

    @Test
    void verify_ofATokenWithAllThatCanBePublished_givesTheSameClaims() {
        TokenClaims claims = claims(TokenType.ACCESS);
        List<String> roles = IntStream.range(0, Roles.MAX)
                .mapToObj(i -> "a".repeat(30) + (10 + i))
                .toList();
        CustomClaims custom = new CustomClaims(Map.of("x", "y".repeat(CustomClaims.MAX_BYTES - 20)));

        String token = signer(clock).sign(claims, new PublishedClaims(Roles.of(roles), Optional.of(SIGN_IN), custom));

        assertThat(signer(clock).verify(token, TokenType.ACCESS)).contains(claims);
    }

    @Test
    void verify_ofManyKindsOfClaims_givesTheSameClaims() {
        TokenSigner signer = signer(clock);
        Seeded.times(200, random -> {
            TokenClaims claims = claims(random);
            assertThat(signer.verify(signer.sign(claims), claims.type())).contains(claims);
        });
    }

    @Test
    void sign_givesPrintableAscii() {
        assertThat(signer(clock).sign(claims(TokenType.ACCESS))).matches("[!-~]+");
    }

    @Test
    void sign_ofTheSameClaimsLaterAndElsewhere_givesTheSameToken() {
        TokenClaims claims = claims(TokenType.REFRESH);
        String first = signer(clock).sign(claims);
        clock.advance(Duration.ofSeconds(9));
        assertThat(signer(clock).sign(claims).equals(first)).isEqualTo(deterministic());
    }

    @ParameterizedTest
    @EnumSource
    void verify_asTheOtherType_isEmpty(TokenType type) {
        TokenType other = type == TokenType.ACCESS ? TokenType.REFRESH : TokenType.ACCESS;
        assertThat(signer(clock).verify(signer(clock).sign(claims(type)), other))
                .isEmpty();
    }

    @Test
    void verify_justBeforeTheEnd_stillCounts() {
        String token = signer(clock).sign(claims(TokenType.ACCESS));
        clock.set(end().minusNanos(1));
        assertThat(signer(clock).verify(token, TokenType.ACCESS)).isPresent();
    }

    @Test
    void verify_atTheEnd_isEmpty() {
        String token = signer(clock).sign(claims(TokenType.ACCESS));
        clock.set(end());
        assertThat(signer(clock).verify(token, TokenType.ACCESS)).isEmpty();
        clock.advance(Duration.ofDays(10_000));
        assertThat(signer(clock).verify(token, TokenType.ACCESS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void verify_afterTheClockHasSteppedBack_stillCounts(TokenType type) {
        TokenClaims claims = claims(type);
        String token = signer(clock).sign(claims);
        for (Duration back : List.of(Duration.ofSeconds(61), Duration.ofHours(1), Duration.ofDays(10_000))) {
            clock.set(claims.issuedAt().minus(back));
            assertThat(signer(clock).verify(token, type)).contains(claims);
        }
    }

    @Test
    void verify_ofATokenOfAnyStranger_isEmpty() {
        TokenClaims claims = claims(TokenType.ACCESS);
        TokenSigner signer = signer(clock);
        assertThat(strangers(clock)).isNotEmpty().allSatisfy(stranger -> {
            assertThat(stranger.verify(stranger.sign(claims), TokenType.ACCESS)).contains(claims);
            assertThat(signer.verify(stranger.sign(claims), TokenType.ACCESS)).isEmpty();
            assertThat(stranger.verify(signer.sign(claims), TokenType.ACCESS)).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "...",
                "a.b",
                "a.b.c",
                "null",
                "\0",
                "\ud800",
                "中文.中文.中文",
                "e30.e30.",
                "{}.{}.{}"
            })
    void verify_ofAnyOtherText_isEmpty(String text) {
        assertThat(signer(clock).verify(text, TokenType.ACCESS)).isEmpty();
    }

    @Test
    void verify_ofRandomText_isEmpty() {
        TokenSigner signer = signer(clock);
        Seeded.times(
                500,
                random -> assertThat(signer.verify(Seeded.text(random, 600), TokenType.ACCESS))
                        .isEmpty());
    }

    @Test
    void verify_ofHugeTexts_isEmpty() {
        String token = signer(clock).sign(claims(TokenType.ACCESS));
        for (String filler : List.of("A", ".", "\0", "{", "[", "=", "中")) {
            String huge = filler.repeat(16 * 1024);
            assertThat(signer(clock).verify(huge, TokenType.ACCESS)).isEmpty();
            assertThat(signer(clock).verify(token + huge, TokenType.ACCESS)).isEmpty();
            assertThat(signer(clock).verify(huge + "." + huge + "." + huge, TokenType.ACCESS))
                    .isEmpty();
        }
    }

    @Test
    void verify_ofATokenWithAnyOneCharacterChanged_isEmpty() {
        TokenSigner signer = signer(clock);
        String token = signer.sign(claims(TokenType.ACCESS));
        Seeded.times(token.length() * 2, random -> {
            int at = random.nextInt(token.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(signer.verify(changed, TokenType.ACCESS).isPresent()).isEqualTo(changed.equals(token));
        });
    }

    @Test
    void verify_ofATokenWithItsLastCharacterChanged_isEmpty() {
        TokenSigner signer = signer(clock);
        String token = signer.sign(claims(TokenType.ACCESS));
        String start = token.substring(0, token.length() - 1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            char last = ALPHABET.charAt(i);
            assertThat(signer.verify(start + last, TokenType.ACCESS).isPresent())
                    .isEqualTo(token.equals(start + last));
        }
    }

    @Test
    void verify_ofATokenCutOrExtended_isEmpty() {
        TokenSigner signer = signer(clock);
        String token = signer.sign(claims(TokenType.ACCESS));
        for (int length = 0; length < token.length(); length++) {
            assertThat(signer.verify(token.substring(0, length), TokenType.ACCESS))
                    .isEmpty();
        }
        for (String extra : List.of(" ", "=", "==", ".", "A", "AAAA", "\n", "\0")) {
            assertThat(signer.verify(token + extra, TokenType.ACCESS)).isEmpty();
            assertThat(signer.verify(extra + token, TokenType.ACCESS)).isEmpty();
        }
    }

    @Test
    void verify_ofATokenMadeOfPartsOfTwo_isEmpty() {
        TokenSigner signer = signer(clock);
        String[] mine = signer.sign(claims(TokenType.ACCESS)).split("\\.", -1);
        String[] other = signer.sign(claims(TokenType.REFRESH)).split("\\.", -1);
        for (int part = 1; part < mine.length; part++) {
            String[] mixed = mine.clone();
            mixed[part] = other[part];
            for (TokenType type : TokenType.values()) {
                assertThat(signer.verify(String.join(".", mixed), type)).isEmpty();
            }
        }
    }

    @Test
    void signAndVerify_byManyConcurrentCallers_eachGetTheirOwnClaims() {
        TokenSigner signer = signer(clock);
        List<Race.Result<Boolean>> results = Race.run(CALLERS, caller -> () -> {
            for (int i = 0; i < 20; i++) {
                TokenClaims claims = claims(TokenType.ACCESS, new UserId(1 + caller * 1000L + i));
                if (!signer.verify(signer.sign(claims), TokenType.ACCESS)
                        .filter(claims::equals)
                        .isPresent()) {
                    return false;
                }
            }
            return true;
        });
        assertThat(results).allSatisfy(r -> assertThat(r.value()).isTrue());
    }

    @Test
    void toString_showsNoSecret() {
        assertThat(signer(clock).toString()).doesNotContain("secret").hasSizeLessThan(200);
    }

    private Instant end() {
        return Instant.parse("2026-03-04T05:36:07Z");
    }

    private TokenClaims claims(TokenType type) {
        return claims(type, new UserId(42));
    }

    private TokenClaims claims(TokenType type, UserId subject) {
        SessionId session = new SessionId(UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"));
        return new TokenClaims(
                type, subject, session, "jti-1", MutableClock.start().instant(), end());
    }

    private TokenClaims claims(RandomGenerator random) {
        StringBuilder id = new StringBuilder();
        for (int i = random.nextInt(1, 129); i > 0; i--) {
            id.append((char) random.nextInt('!', '~' + 1));
        }
        return new TokenClaims(
                Seeded.oneOf(random, TokenType.values()),
                new UserId(Math.max(1, random.nextLong() >>> random.nextInt(1, 63))),
                SessionId.random(random),
                id.toString(),
                clock.instant().minusSeconds(random.nextInt(1_000_000)),
                clock.instant().plusSeconds(random.nextInt(1, Integer.MAX_VALUE)));
    }
}
