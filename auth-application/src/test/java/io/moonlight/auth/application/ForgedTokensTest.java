package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.testkit.Samples;
import org.junit.jupiter.api.Test;

/** What a token is worth that is signed with the right key, but names a user whose session it is not. */
class ForgedTokensTest {

    private final Backend backend = new Backend();
    private final TokenSigner signer = new InMemoryTokenSigner(Samples.random(), backend.clock);
    private final Auth auth = backend.builder().tokens(signer).build();
    private final UserId stranger = backend.register(Samples.email()).user().id();
    private final Tokens tokens = backend.register(Samples.email()).tokens();

    private String forStranger(String token, TokenType type) {
        TokenClaims claims = signer.verify(token, type).orElseThrow();
        return signer.sign(
                new TokenClaims(type, stranger, claims.session(), claims.id(), claims.issuedAt(), claims.expiresAt()));
    }

    @Test
    void authenticate_withTheSessionOfSomebodyElse_isRefused() {
        String forged = forStranger(tokens.access(), TokenType.ACCESS);

        assertThat(refusal(() -> auth.authenticate(forged))).isEqualTo(new AuthError.InvalidAccessToken());
        assertThat(auth.authenticate(tokens.access()).user().id()).isNotEqualTo(stranger);
    }

    @Test
    void refresh_withTheSessionOfSomebodyElse_isRefused() {
        String forged = forStranger(tokens.refresh(), TokenType.REFRESH);

        assertThat(refusal(() -> auth.refresh().handle(new Refresh.Command(forged, ClientInfo.LOCAL))))
                .isEqualTo(new AuthError.InvalidRefreshToken());
    }
}
