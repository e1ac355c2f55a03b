package io.moonlight.auth.examples.guide;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import java.util.Optional;

/** Guards calls in any framework. */
final class Guard {

    private Guard() {}

    static String greet(Auth auth, String authorization) {
        // guide: begin guard
        String accessToken = authorization.startsWith("Bearer ") ? authorization.substring(7) : "";
        Principal caller = auth.authenticate(accessToken); // AuthException: answer 401
        String answer = "Hello " + caller.user().username().value();
        // guide: end
        return answer;
    }

    static ClientInfo client(String remoteAddress, String userAgent) {
        // guide: begin client-info
        var client = new ClientInfo(Optional.of(ClientAddress.of(remoteAddress)), userAgent);
        // guide: end
        return client;
    }
}
