package io.moonlight.auth.http.route;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.http.request.Bearer;

/**
 * Decides who may make a call, before anything of its input is read.
 *
 * @param <P> what an admitted caller brings to the call
 */
@FunctionalInterface
public interface Guard<P> {

    /** @throws RuntimeException if the caller may not make the call */
    P admit(Bearer bearer, ClientInfo client);
}
