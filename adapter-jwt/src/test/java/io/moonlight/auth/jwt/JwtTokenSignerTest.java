package io.moonlight.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.moonlight.auth.jwt.testkit.HandMade;
import io.moonlight.auth.jwt.testkit.TestKeys;
import io.moonlight.auth.testkit.contract.TokenSignerContract;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract under each algorithm. */
class JwtTokenSignerTest {

    private static final JwtOptions OPTIONS = new JwtOptions("moonlight", "moonlight-api");
    private static final JwtKey HS256 = JwtKey.hs256(TestKeys.SECRET);
    private static final JwtKey RS256 = JwtKey.rs256(TestKeys.privatePem(TestKeys.RSA));
    private static final JwtKey ES256 = JwtKey.es256(TestKeys.privatePem(TestKeys.EC));

    @Test
    void sign_publishesRolesSignInAndCustomClaimsAsJson() throws IOException {
        Instant now = Instant.parse("2026-01-31T08:00:00Z");
        TokenClaims claims = new TokenClaims(
                TokenType.ACCESS, new UserId(7), new SessionId(new UUID(1, 2)), "jti", now, now.plusSeconds(60));
        PublishedClaims published = new PublishedClaims(
                Roles.of(List.of("editor", "admin")),
                Optional.of(new SignIn(AuthMethod.PASSWORD, now.minusSeconds(90))),
                new CustomClaims(Map.of("tenant", "月", "n", 1, "list", List.of(true, Map.of("a", 0.5)))));
        JwtTokenSigner signer = new JwtTokenSigner(JwtKeys.of(HS256), OPTIONS, () -> now);

        JsonNode payload = new ObjectMapper()
                .readTree(HandMade.text(signer.sign(claims, published).split("\\.", -1)[1]));
        JsonNode plain =
                new ObjectMapper().readTree(HandMade.text(signer.sign(claims).split("\\.", -1)[1]));

        assertThat(payload.get("roles").toString()).isEqualTo("[\"admin\",\"editor\"]");
        assertThat(payload.get("tenant").textValue()).isEqualTo("月");
        assertThat(payload.get("n").longValue()).isEqualTo(1);
        assertThat(payload.get("list").toString()).isEqualTo("[true,{\"a\":0.5}]");
        assertThat(payload.get("sub").textValue()).isEqualTo("7");
        assertThat(plain.has("roles")).isFalse();
        assertThat(payload.get("amr").toString()).isEqualTo("[\"pwd\"]");
        assertThat(payload.get("auth_time").longValue())
                .isEqualTo(now.minusSeconds(90).getEpochSecond());
        assertThat(payload.size()).isEqualTo(plain.size() + 6);
    }

    private abstract static class Common extends TokenSignerContract {

        abstract JwtKey key();

        abstract JwtKey anotherKey();

        @Override
        protected TokenSigner signer(InstantSource clock) {
            return new JwtTokenSigner(JwtKeys.of(key()), OPTIONS, clock);
        }

        @Override
        protected List<TokenSigner> strangers(InstantSource clock) {
            return List.of(
                    new JwtTokenSigner(JwtKeys.of(anotherKey()), OPTIONS, clock),
                    new JwtTokenSigner(JwtKeys.of(key() == HS256 ? RS256 : HS256), OPTIONS, clock),
                    new JwtTokenSigner(JwtKeys.of(key() == ES256 ? RS256 : ES256), OPTIONS, clock),
                    new JwtTokenSigner(JwtKeys.of(key()), new JwtOptions("moonlight2", "moonlight-api"), clock),
                    new JwtTokenSigner(JwtKeys.of(key()), new JwtOptions("moonlight", "moonlight-ap"), clock));
        }
    }

    @Nested
    class WithHs256 extends Common {
        @Override
        JwtKey key() {
            return HS256;
        }

        @Override
        JwtKey anotherKey() {
            return JwtKey.hs256(TestKeys.OTHER_SECRET);
        }
    }

    @Nested
    class WithRs256 extends Common {
        @Override
        JwtKey key() {
            return RS256;
        }

        @Override
        JwtKey anotherKey() {
            return JwtKey.rs256(TestKeys.privatePem(TestKeys.rsa(2048)));
        }
    }

    @Nested
    class WithEs256 extends Common {
        @Override
        JwtKey key() {
            return ES256;
        }

        @Override
        JwtKey anotherKey() {
            return JwtKey.es256(TestKeys.privatePem(TestKeys.ec("secp256r1")));
        }

        @Override
        protected boolean deterministic() {
            return false;
        }
    }
}
