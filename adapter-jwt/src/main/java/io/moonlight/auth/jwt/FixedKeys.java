package io.moonlight.auth.jwt;

import com.auth0.jwt.JWTVerifier;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys that were given once, and stay. */
final class FixedKeys implements KeyLookup {

    private final Map<String, JWTVerifier> byId;

    /** @param keys no two with the same id */
    FixedKeys(Collection<JwtKey> keys, TokenRules rules) {
        this.byId = keys.stream().collect(Collectors.toUnmodifiableMap(JwtKey::id, rules::verifier));
    }

    @Override
    public Optional<JWTVerifier> find(String id, String algorithm) {
        return Optional.ofNullable(byId.get(id));
    }
}
