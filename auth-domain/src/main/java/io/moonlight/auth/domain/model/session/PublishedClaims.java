package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.Roles;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an access token tells other services beyond {@link TokenClaims}. This system itself never decides by it.
 *
 * @param roles of the user when the token was issued; after a login, as read just before the password was checked
 * @param custom the claims of the host application
 */
public record PublishedClaims(Roles roles, CustomClaims custom) {

    /** Nothing. */
    public static final PublishedClaims NONE = new PublishedClaims(Roles.NONE, CustomClaims.NONE);

    /** @throws NullPointerException if a part is missing */
    public PublishedClaims {
        requireNonNull(roles, "roles");
        requireNonNull(custom, "custom");
    }

    /** Returns them by the names of JWT claims; {@code roles} is missing if there are none. */
    public Map<String, Object> byName() {
        Map<String, Object> all = new LinkedHashMap<>(custom.values());
        if (!roles.names().isEmpty()) {
            all.put("roles", roles.names());
        }
        return all;
    }
}
