package io.moonlight.auth.examples.guide;

import io.moonlight.auth.verifier.AccessTokenVerifier;
import java.net.URI;

/** A service that does not issue tokens and has no access to the database. */
final class OtherService {

    private OtherService() {}

    static AccessTokenVerifier verifier(URI address) {
        // guide: begin verifier
        AccessTokenVerifier verifier = AccessTokenVerifier.builder("my-app", "my-app")
                .jwks(address) // https://login.example.org/.well-known/jwks.json; or .secret(secret)
                .build();
        // guide: end
        return verifier;
    }

    static long user(AccessTokenVerifier verifier, String accessToken) {
        // guide: begin verify
        long user = verifier.verify(accessToken).userId(); // InvalidAccessTokenException: answer 401
        // guide: end
        return user;
    }
}
