package io.moonlight.auth.examples.guide;

import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import java.time.Clock;

/** Keys that others can check tokens with. */
final class TokenKeys {

    private TokenKeys() {}

    static TokenSigner signer(String privateKeyPem, String formerPublicKeyPem) {
        // guide: begin keys
        var keys = JwtKeys.of(
                JwtKey.es256(privateKeyPem), // signs
                JwtKey.es256Public(formerPublicKeyPem)); // still counts, until its last token has ended
        String jwks = keys.jwks(); // the public keys, for others: serve it, or give it to the plugin
        TokenSigner tokens = new JwtTokenSigner(keys, new JwtOptions("my-app", "my-app"), Clock.systemUTC());
        // guide: end
        if (!jwks.contains("keys")) {
            throw new IllegalStateException("a key set names its keys");
        }
        return tokens;
    }
}
