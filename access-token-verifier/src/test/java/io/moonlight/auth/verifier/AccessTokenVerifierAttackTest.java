package io.moonlight.auth.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.testkit.AccessTokenAttacks;
import io.moonlight.auth.jwt.testkit.HandMade;
import io.moonlight.auth.jwt.testkit.TestKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The attacks on the verifier, with each kind of key. */
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

        private final AccessTokenVerifier verifier =
                Verifying.builder().secret(TestKeys.SECRET).clock(clock).build();

        @Override
        protected JwtKey key() {
            return JwtKey.hs256(TestKeys.SECRET);
        }

        @Override
        protected String signed(String input) {
            return HandMade.signed(input, "HmacSHA256", TestKeys.SECRET);
        }

        @Override
        protected String signedByAnother(String input) {
            return HandMade.signed(input, "HmacSHA256", TestKeys.OTHER_SECRET);
        }

        @Override
        protected Optional<TokenClaims> read(String token) {
            return Verifying.read(verifier, token);
        }
    }

    @Nested
    class WithAPublicKey extends AccessTokenAttacks {

        private final AccessTokenVerifier verifier = Verifying.builder()
                .keys(JwtKeys.of(Verifying.RS256).jwks())
                .clock(clock)
                .build();

        @Override
        protected JwtKey key() {
            return Verifying.RS256;
        }

        @Override
        protected String signed(String input) {
            return HandMade.rs256(input, TestKeys.RSA.getPrivate());
        }

        @Override
        protected String signedByAnother(String input) {
            return HandMade.rs256(input, TestKeys.OTHER_RSA.getPrivate());
        }

        @Override
        protected Optional<TokenClaims> read(String token) {
            return Verifying.read(verifier, token);
        }

        @Override
        protected int randomTokens() {
            return 300;
        }
    }

    @Nested
    class WithAKeySet extends AccessTokenAttacks {

        private final AccessTokenVerifier verifier = Verifying.builder()
                .jwks(SERVER.uri())
                .cooldown(Duration.ofSeconds(30))
                .timeout(Duration.ofSeconds(30))
                .clock(clock)
                .build();

        @Override
        protected JwtKey key() {
            return Verifying.ES256;
        }

        @Override
        protected String signed(String input) {
            return HandMade.es256(input, TestKeys.EC.getPrivate());
        }

        @Override
        protected String signedByAnother(String input) {
            return HandMade.es256(input, TestKeys.OTHER_EC.getPrivate());
        }

        @Override
        protected Optional<TokenClaims> read(String token) {
            return Verifying.read(verifier, token);
        }

        @Override
        protected int randomTokens() {
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
                            Verifying.jwk(published).getBytes(UTF_8),
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
