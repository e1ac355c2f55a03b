package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.settings.TokenSettings;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import java.time.InstantSource;

/** How a server signs tokens: HS256 with the secret that was set. */
final class TokenSigning {

    private TokenSigning() {}

    static TokenSigner of(TokenSettings settings, Secrets secrets, InstantSource clock) {
        JwtKeys keys = JwtKeys.of(JwtKey.hs256(secrets.jwtSecretKeyBytes()));
        return new JwtTokenSigner(keys, new JwtOptions(settings.issuer(), settings.audience()), clock);
    }
}
