package io.moonlight.auth.http;

import io.moonlight.auth.application.Authenticate;
import io.moonlight.auth.application.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;

/** Lets users in, by an access token. */
final class UserGuard implements Guard<Principal> {

    private final Authenticate authenticate;

    UserGuard(Authenticate authenticate) {
        this.authenticate = authenticate;
    }

    @Override
    public Principal admit(Bearer bearer, ClientInfo client) {
        if (!bearer.sent()) {
            throw new Unauthorized(false);
        }
        try {
            return authenticate.handle(new Authenticate.Command(bearer.token(), client));
        } catch (AuthException e) {
            if (e.error() instanceof AuthError.InvalidAccessToken) {
                throw new Unauthorized(bearer.tokenSent());
            }
            throw e;
        }
    }

    @Override
    public Access access() {
        return Access.USER;
    }
}
