package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.model.session.CustomClaims;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.User;
import java.util.Map;

/**
 * Driven port: the host application's own claims in access tokens, such as a tenant.
 *
 * <p><b>Contract.</b> Asked before each access token is issued: at registration, login and refresh. Returns what {@link
 * CustomClaims} accepts; an empty map adds nothing. A token is never issued without the claims: if the source fails or
 * returns anything else, the call is answered 503. A registration has stored the user by then.
 *
 * <p><b>Time.</b> Returns within the timeout of {@code AuthBuilder.claimsTimeout}, 200 ms by default; a source that takes
 * longer has failed, and its thread is interrupted.
 *
 * <p><b>Threading.</b> Safe for any number of threads. It is called by threads of its own, not by that of the request:
 * thread-local data of the request is not there, except SLF4J's MDC.
 *
 * <p><b>Errors.</b> Any exception means that the source has failed.
 */
@FunctionalInterface
public interface ClaimsSource {

    /**
     * Returns the claims by name.
     *
     * @param user as stored
     * @param session the session of the token; at registration and login it is not open yet
     */
    Map<String, Object> claims(User user, SessionId session);
}
