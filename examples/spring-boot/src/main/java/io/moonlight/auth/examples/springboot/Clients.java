package io.moonlight.auth.examples.springboot;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** Who is calling, as the servlet container tells it. */
final class Clients {

    private Clients() {}

    static ClientInfo of(HttpServletRequest request) {
        return new ClientInfo(
                Optional.of(ClientAddress.of(request.getRemoteAddr())), request.getHeader(HttpHeaders.USER_AGENT));
    }
}
