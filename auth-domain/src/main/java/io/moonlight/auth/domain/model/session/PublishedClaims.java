package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.Roles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an access token tells other services beyond {@link TokenClaims}. This system itself never decides by it.
 *
 * @param roles of the user when the token was issued; after a login, as read just before the password was checked
 * @param signIn how and when the user signed in; empty in a token that does not say it
 * @param custom the claims of the host application
 */
public record PublishedClaims(Roles roles, Optional<SignIn> signIn, CustomClaims custom) {

    /** Nothing. */
    public static final PublishedClaims NONE = new PublishedClaims(Roles.NONE, Optional.empty(), CustomClaims.NONE);

    /** @throws NullPointerException if a part is missing */
    public PublishedClaims {
        requireNonNull(roles, "roles");
        requireNonNull(signIn, "signIn");
        requireNonNull(custom, "custom");
    }

    /** Returns them by the names of JWT claims: {@code roles} if there are some, {@code amr} and {@code auth_time}. */
    public Map<String, Object> byName() {
        Map<String, Object> all = new LinkedHashMap<>(custom.values());
        if (!roles.names().isEmpty()) {
            all.put("roles", roles.names());
        }
        signIn.ifPresent(known -> {
            all.put("amr", List.of(known.method().wire()));
            all.put("auth_time", known.at().getEpochSecond());
        });
        return all;
    }
}
