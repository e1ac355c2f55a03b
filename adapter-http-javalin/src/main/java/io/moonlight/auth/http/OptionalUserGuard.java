package io.moonlight.auth.http;

import io.moonlight.auth.application.Principal;
import io.moonlight.auth.domain.model.ClientInfo;

/** Lets everybody in; what they can be asked for later is to prove that they are users: some codes are for these alone. */
final class OptionalUserGuard implements Guard<Runnable> {

    private final Guard<Principal> user;

    OptionalUserGuard(Guard<Principal> user) {
        this.user = user;
    }

    @Override
    public Runnable admit(Bearer bearer, ClientInfo client) {
        return () -> user.admit(bearer, client);
    }

    @Override
    public Access access() {
        return Access.USER_FOR_SOME;
    }
}
