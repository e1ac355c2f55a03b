package io.moonlight.auth.examples.guide;

import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.jwt.AccessTokenVerifier;
import io.moonlight.auth.jwt.JwtOptions;
import java.net.URI;

/** A service that neither makes tokens nor knows the database. */
final class OtherService {

    private OtherService() {}

    static AccessTokenVerifier verifier(URI address) {
        // guide: begin verifier
        AccessTokenVerifier verifier = AccessTokenVerifier.builder(new JwtOptions("my-app", "my-app"))
                .jwks(address) // https://login.example.org/.well-known/jwks.json; or .key(JwtKey.hs256(secret))
                .build();
        // guide: end
        return verifier;
    }

    static UserId user(AccessTokenVerifier verifier, String accessToken) {
        // guide: begin verify
        UserId user = verifier.verify(accessToken).subject(); // AuthException: answer 401
        // guide: end
        return user;
    }
}
