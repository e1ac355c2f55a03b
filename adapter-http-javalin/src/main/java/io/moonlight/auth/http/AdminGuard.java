package io.moonlight.auth.http;

import io.moonlight.auth.application.Administration;
import io.moonlight.auth.domain.model.ClientInfo;

/** Lets administrators in, by their key: whoever holds the {@link Administration} has come through here. */
final class AdminGuard implements Guard<Administration> {

    private final AdminKey key;
    private final Administration administration;

    AdminGuard(AdminKey key, Administration administration) {
        this.key = key;
        this.administration = administration;
    }

    @Override
    public Administration admit(Bearer bearer, ClientInfo client) {
        if (key.is(bearer.token())) {
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
