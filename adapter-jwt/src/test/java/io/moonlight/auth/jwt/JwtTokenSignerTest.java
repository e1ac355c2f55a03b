package io.moonlight.auth.jwt;

import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.jwt.testkit.TestKeys;
import io.moonlight.auth.testkit.contract.TokenSignerContract;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The contract under each algorithm. */
class JwtTokenSignerTest {

    private static final JwtOptions OPTIONS = new JwtOptions("moonlight", "moonlight-api");
    private static final JwtKey HS256 = JwtKey.hs256(TestKeys.SECRET);
    private static final JwtKey RS256 = JwtKey.rs256(TestKeys.privatePem(TestKeys.RSA));
    private static final JwtKey ES256 = JwtKey.es256(TestKeys.privatePem(TestKeys.EC));

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
