package io.moonlight.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.jwt.testkit.AccessTokenAttacks;
import io.moonlight.auth.jwt.testkit.HandMade;
import io.moonlight.auth.jwt.testkit.TestKeys;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The attacks on the signer. */
class JwtAttackTest extends AccessTokenAttacks {

    private static final JwtKey KEY = JwtKey.hs256(TestKeys.SECRET);

    private final JwtTokenSigner signer = new JwtTokenSigner(JwtKeys.of(KEY), OPTIONS, clock);

    @Override
    protected JwtKey key() {
        return KEY;
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
        return signer.verify(token, TokenType.ACCESS);
    }

    @Override
    protected int randomTokens() {
        return 5_000;
    }

    @Test
    void sign_returnsTheSameTextOnEveryServer() {
        TokenClaims claims = read(good()).orElseThrow();
        String[] parts = signer.sign(claims).split("\\.", -1);
        assertThat(HandMade.text(parts[0]))
                .isEqualTo("{\"kid\":\"" + KEY.id() + "\",\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        assertThat(HandMade.text(parts[1])).isEqualTo(PAYLOAD);
        assertThat(signer.sign(claims))
                .isEqualTo(HandMade.signed(parts[0] + "." + parts[1], "HmacSHA256", TestKeys.SECRET));
    }

    @Test
    void verify_ofATokenWhoseHmacKeyIsThePublicKey_isEmpty() {
        JwtKey rsa = JwtKey.rs256(TestKeys.privatePem(TestKeys.RSA));
        JwtKey ec = JwtKey.es256(TestKeys.privatePem(TestKeys.EC));
        JwtTokenSigner ofRsa = new JwtTokenSigner(JwtKeys.of(rsa), OPTIONS, clock);
        JwtTokenSigner ofEc = new JwtTokenSigner(JwtKeys.of(ec), OPTIONS, clock);
        for (String algorithm : List.of("HS256", "RS256", "ES256", "none")) {
            for (byte[] known : List.of(
                    TestKeys.RSA.getPublic().getEncoded(),
                    TestKeys.publicPem(TestKeys.RSA).getBytes(UTF_8),
                    TestKeys.EC.getPublic().getEncoded(),
                    TestKeys.publicPem(TestKeys.EC).getBytes(UTF_8))) {
                String asRsa = HandMade.hs256(header(rsa.id(), algorithm), PAYLOAD, known);
                String asEc = HandMade.hs256(header(ec.id(), algorithm), PAYLOAD, known);
                assertThat(ofRsa.verify(asRsa, TokenType.ACCESS)).isEmpty();
                assertThat(ofEc.verify(asEc, TokenType.ACCESS)).isEmpty();
            }
        }
    }
}
