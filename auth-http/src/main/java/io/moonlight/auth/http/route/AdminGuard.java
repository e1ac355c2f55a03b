package io.moonlight.auth.http.route;

import io.moonlight.auth.application.Administration;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.http.request.AdminKey;
import io.moonlight.auth.http.request.Bearer;
import io.moonlight.auth.http.request.Refusal;

/** Admits administrators, by their key; only an admitted caller gets the {@link Administration}. */
public final class AdminGuard implements Guard<Administration> {

    private final AdminKey key;
    private final Administration administration;

    /** @param administration is told of each caller that is not admitted */
    public AdminGuard(AdminKey key, Administration administration) {
        this.key = key;
        this.administration = administration;
    }

    @Override
    public Administration admit(Bearer bearer, ClientInfo client) {
        if (key.is(bearer.token())) {
            return administration;
        }
        administration.denied(client);
        throw new Refusal.Unauthorized(bearer.tokenSent());
    }
}
