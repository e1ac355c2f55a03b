package io.moonlight.auth.http.route;

import io.moonlight.auth.application.Authenticate;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.http.request.Bearer;
import io.moonlight.auth.http.request.Refusal;

/** Admits users, by an access token. */
public final class UserGuard implements Guard<Principal> {

    private final Authenticate authenticate;

    /** @param authenticate checks the token */
    public UserGuard(Authenticate authenticate) {
        this.authenticate = authenticate;
    }

    @Override
    public Principal admit(Bearer bearer, ClientInfo client) {
        if (!bearer.sent()) {
            throw new Refusal.Unauthorized(false);
        }
        try {
            return authenticate.handle(new Authenticate.Command(bearer.token(), client));
        } catch (AuthException e) {
            if (e.error() instanceof AuthError.InvalidAccessToken) {
                throw new Refusal.Unauthorized(bearer.tokenSent());
            }
            throw e;
        }
    }
}
