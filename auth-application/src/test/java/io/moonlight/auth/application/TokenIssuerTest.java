package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.internal.TokenIssuer;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.session.PublishedClaims;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIssuerTest {

    private static final UserId USER = new UserId(7);
    private static final SessionId SESSION = new SessionId(new UUID(1, 2));
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final MutableClock clock = MutableClock.start();
    private final TokenSigner signer = new InMemoryTokenSigner(Samples.random(), clock);
    private final TokenIssuer issuer = new TokenIssuer(signer, Samples.hasher(), Samples.random(), LIFETIME);
    private final Instant now = clock.instant();
    private final Instant end = now.plus(Duration.ofDays(7));

    private String refreshToken(SessionId session, long generation) {
        return issuer.issue(USER, session, PublishedClaims.NONE, generation, now, end, now)
                .refresh();
    }

    private String nameOf(String refreshToken) {
        return signer.verify(refreshToken, TokenType.REFRESH).orElseThrow().id();
    }

    /** As who has the signing key alone can make it. */
    private String signed(SessionId session, String name) {
        return signer.sign(new TokenClaims(TokenType.REFRESH, USER, session, name, now, end));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999_999_999_999_999_999L})
    void readRefresh_ofAnIssuedToken_saysWhatItWasIssuedFor(long generation) {
        assertThat(issuer.readRefresh(refreshToken(SESSION, generation)))
                .contains(new TokenIssuer.Presented(SESSION, USER, generation));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "0.", ".00", "-1.00", "0.0g"})
    void readRefresh_ofASignedTokenWithANameOfAnotherForm_isEmpty(String name) {
        assertThat(issuer.readRefresh(signed(SESSION, name))).isEmpty();
    }

    @Test
    void readRefresh_ofASignedTokenWithAMadeUpName_isEmpty() {
        assertThat(issuer.readRefresh(signed(SESSION, "0." + "0".repeat(64)))).isEmpty();
        assertThat(issuer.readRefresh(signed(SESSION, "9".repeat(19) + "." + "0".repeat(64))))
                .isEmpty();
    }

    @Test
    void readRefresh_ofANameThatBelongsToAnotherTokenOrIsSpeltInAnotherWay_isEmpty() {
        String name = nameOf(refreshToken(SESSION, 0));

        assertThat(issuer.readRefresh(signed(SESSION, name))).isPresent();
        assertThat(issuer.readRefresh(signed(new SessionId(new UUID(1, 3)), name)))
                .isEmpty();
        assertThat(issuer.readRefresh(signed(SESSION, "1" + name.substring(1)))).isEmpty();
        assertThat(issuer.readRefresh(signed(SESSION, "0" + name))).isEmpty();
    }

    @Test
    void readRefresh_byAServerWithAnotherSecret_isEmpty() {
        TokenIssuer other = new TokenIssuer(signer, new KeyedHasher(new byte[32]), Samples.random(), LIFETIME);

        assertThat(other.readRefresh(refreshToken(SESSION, 0))).isEmpty();
    }
}
