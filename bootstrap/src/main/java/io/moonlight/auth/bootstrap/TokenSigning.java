package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.settings.TokenSettings;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import java.time.InstantSource;

/**
 * How a server signs and verifies tokens.
 *
 * @param signer with one key, and the others to verify
 * @param jwks the public keys among them
 */
record TokenSigning(TokenSigner signer, String jwks) {

    static TokenSigning of(TokenSettings settings, Secrets secrets, InstantSource clock) {
        JwtKeys keys =
                JwtKeys.of(secrets.signingKey(), settings.keys().verifying().toArray(JwtKey[]::new));
        JwtOptions options = new JwtOptions(settings.issuer(), settings.audience());
        return new TokenSigning(new JwtTokenSigner(keys, options, clock), keys.jwks());
    }
}
