package io.moonlight.auth.http;

import io.moonlight.auth.application.Administration;
import io.moonlight.auth.domain.model.ClientInfo;
import java.util.Optional;

/** Lets administrators in, by their key: whoever holds the {@link Administration} has come through here. */
final class AdminGuard implements Guard<Administration> {

    private final Optional<AdminKey> key;
    private final Administration administration;

    /** @param key empty where nobody comes in */
    AdminGuard(Optional<AdminKey> key, Administration administration) {
        this.key = key;
        this.administration = administration;
    }

    @Override
    public Administration admit(Bearer bearer, ClientInfo client) {
        if (key.filter(k -> k.is(bearer.token())).isPresent()) {
            return administration;
        }
        administration.denied(client);
        throw new Unauthorized(bearer.tokenSent());
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }
}
