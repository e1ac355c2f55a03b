package io.moonlight.auth.spring.security;

import io.moonlight.auth.application.session.Principal;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A signed-in user: the name is the user's number, the authorities are {@code ROLE_} and each role, as stored now.
 *
 * <p><b>Threading.</b> As Spring's own: one for each request.
 */
public final class UserAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Principal user;

    UserAuthentication(Principal user) {
        super(authorities(user));
        this.user = user;
        setAuthenticated(true);
    }

    private static List<SimpleGrantedAuthority> authorities(Principal user) {
        return user.user().roles().names().stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }

    @Override
    public Principal getPrincipal() {
        return user;
    }

    /** The token was checked and is not kept. */
    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return String.valueOf(user.user().id().value());
    }
}
