package io.moonlight.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.TokenClaims;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The attacks on whoever only verifies, with each kind of key. */
class AccessTokenVerifierAttackTest {

    private static final KeySetServer SERVER = new KeySetServer();

    @BeforeAll
    static void publish() {
        SERVER.publishes(Verifying.ES256, Verifying.RS256);
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Nested
    class WithASecret extends AccessTokenAttacks {

        private final AccessTokenVerifier verifier = AccessTokenVerifier.builder(OPTIONS)
                .key(JwtKey.hs256(TestKeys.SECRET))
                .clock(clock)
                .build();

        @Override
        JwtKey key() {
            return JwtKey.hs256(TestKeys.SECRET);
        }

        @Override
        String signed(String input) {
            return HandMade.signed(input, "HmacSHA256", TestKeys.SECRET);
        }

        @Override
        String signedByAnother(String input) {
            return HandMade.signed(input, "HmacSHA256", TestKeys.OTHER_SECRET);
        }

        @Override
        Optional<TokenClaims> read(String token) {
            return Verifying.read(verifier, token);
        }
    }

    @Nested
    class WithAPublicKey extends AccessTokenAttacks {

        private final AccessTokenVerifier verifier = AccessTokenVerifier.builder(OPTIONS)
                .keys(JwtKey.publicKeys(TestKeys.publicPem(TestKeys.RSA)))
                .clock(clock)
                .build();

        @Override
        JwtKey key() {
            return Verifying.RS256;
        }

        @Override
        String signed(String input) {
            return HandMade.rs256(input, TestKeys.RSA.getPrivate());
        }

        @Override
        String signedByAnother(String input) {
            return HandMade.rs256(input, TestKeys.OTHER_RSA.getPrivate());
        }

        @Override
        Optional<TokenClaims> read(String token) {
            return Verifying.read(verifier, token);
        }

        @Override
        int randomTokens() {
            return 300;
        }
    }

    @Nested
    class WithAKeySet extends AccessTokenAttacks {

        private final AccessTokenVerifier verifier = AccessTokenVerifier.builder(OPTIONS)
                .jwks(SERVER.uri())
                .cooldown(Duration.ofSeconds(30))
                .timeout(Duration.ofSeconds(30))
                .clock(clock)
                .build();

        @Override
        JwtKey key() {
            return Verifying.ES256;
        }

        @Override
        String signed(String input) {
            return HandMade.es256(input, TestKeys.EC.getPrivate());
        }

        @Override
        String signedByAnother(String input) {
            return HandMade.es256(input, TestKeys.OTHER_EC.getPrivate());
        }

        @Override
        Optional<TokenClaims> read(String token) {
            return Verifying.read(verifier, token);
        }

        @Override
        int randomTokens() {
            return 500;
        }

        @Test
        void verify_ofATokenWhoseHmacKeyIsAPublicKey_isRefused() {
            for (JwtKey published : List.of(Verifying.ES256, Verifying.RS256)) {
                for (String algorithm : List.of("HS256", "RS256", "ES256", "none")) {
                    for (byte[] known : List.of(
                            TestKeys.RSA.getPublic().getEncoded(),
                            TestKeys.publicPem(TestKeys.RSA).getBytes(UTF_8),
                            TestKeys.EC.getPublic().getEncoded(),
                            TestKeys.publicPem(TestKeys.EC).getBytes(UTF_8),
                            published.jwk().orElseThrow().getBytes(UTF_8),
                            JwtKeys.of(published).jwks().getBytes(UTF_8))) {
                        refused(HandMade.hs256(header(published.id(), algorithm), PAYLOAD, known));
                    }
                }
            }
        }

        @Test
        void verify_ofATokenWhoseSignatureFitsTheOtherPublishedKey_isRefused() {
            String rsaByName = header(Verifying.RS256.id(), "ES256");
            String ecByName = header(Verifying.ES256.id(), "RS256");
            refused(HandMade.es256(HandMade.input(rsaByName, PAYLOAD), TestKeys.EC.getPrivate()));
            refused(HandMade.rs256(HandMade.input(ecByName, PAYLOAD), TestKeys.RSA.getPrivate()));
            String right = header(Verifying.RS256.id(), "RS256");
            assertThat(read(HandMade.rs256(HandMade.input(right, PAYLOAD), TestKeys.RSA.getPrivate())))
                    .isPresent();
        }
    }
}
