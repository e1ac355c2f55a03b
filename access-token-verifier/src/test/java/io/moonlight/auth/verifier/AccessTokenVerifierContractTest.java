package io.moonlight.auth.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.session.PublishedClaims;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.jwt.testkit.TestKeys;
import io.moonlight.auth.testkit.contract.TokenSignerContract;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** A signer makes the tokens, and a verifier checks those for access: what a signer's own check does, it must do. */
class AccessTokenVerifierContractTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JwtKey SECRET = JwtKey.hs256(TestKeys.SECRET);
    private static final JwtKey OTHER_EC = JwtKey.es256(TestKeys.privatePem(TestKeys.OTHER_EC));

    private record Pair(TokenSigner signer, AccessTokenVerifier verifier) implements TokenSigner {

        @Override
        public String sign(TokenClaims claims, PublishedClaims published) {
            return signer.sign(claims, published);
        }

        @Override
        public Optional<TokenClaims> verify(String token, TokenType type) {
            Optional<TokenClaims> access = Verifying.read(verifier, token);
            if (type == TokenType.ACCESS) {
                return access;
            }
            Optional<TokenClaims> refresh = signer.verify(token, type);
            assertThat(access.isPresent() && refresh.isPresent()).isFalse();
            return refresh;
        }

        @Override
        public String toString() {
            return verifier.toString();
        }
    }

    private abstract static class Common extends TokenSignerContract {

        abstract AccessTokenVerifierBuilder trusting(JwtOptions options, JwtKey key);

        abstract JwtKey key();

        private TokenSigner pair(JwtKey key, JwtOptions options, InstantSource clock) {
            return new Pair(
                    new JwtTokenSigner(JwtKeys.of(key), options, clock),
                    trusting(options, key).clock(clock).build());
        }

        @Override
        protected TokenSigner signer(InstantSource clock) {
            return pair(key(), Verifying.OPTIONS, clock);
        }

        @Override
        protected List<TokenSigner> strangers(InstantSource clock) {
            return List.of(
                    pair(OTHER_EC, Verifying.OPTIONS, clock),
                    pair(Verifying.RS256, Verifying.OPTIONS, clock),
                    pair(key(), new JwtOptions("moonlight2", "api"), clock),
                    pair(key(), new JwtOptions("moonlight", "ap"), clock));
        }
    }

    @Nested
    class WithASecret extends Common {

        @Override
        JwtKey key() {
            return SECRET;
        }

        @Override
        AccessTokenVerifierBuilder trusting(JwtOptions options, JwtKey key) {
            AccessTokenVerifierBuilder builder = Verifying.builder(options);
            return key.equals(SECRET)
                    ? builder.secret(TestKeys.SECRET)
                    : builder.keys(JwtKeys.of(key).jwks());
        }
    }

    @Nested
    class WithAKeySet extends Common {

        private final List<KeySetServer> servers = new ArrayList<>();

        @AfterEach
        void close() {
            servers.forEach(KeySetServer::close);
        }

        @Override
        JwtKey key() {
            return Verifying.ES256;
        }

        @Override
        AccessTokenVerifierBuilder trusting(JwtOptions options, JwtKey key) {
            KeySetServer server = new KeySetServer().publishes(key);
            servers.add(server);
            return Verifying.builder(options)
                    .jwks(server.uri())
                    .httpClient(HTTP)
                    .cooldown(Duration.ofSeconds(30))
                    .timeout(Duration.ofSeconds(30));
        }

        @Override
        protected boolean deterministic() {
            return false;
        }
    }
}
