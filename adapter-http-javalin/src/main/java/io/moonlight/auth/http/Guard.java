package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.ClientInfo;

/**
 * Stands before a call, and looks at nothing but who is there.
 *
 * @param <P> what whoever is let in brings to the call
 */
interface Guard<P> {

    /** @throws Unauthorized if the call is not for whoever is there */
    P admit(Bearer bearer, ClientInfo client);

    /** Whom it lets in. */
    Access access();
}
