package io.moonlight.auth.jwt;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys of a system: one signs, all verify, and the header {@code kid} selects one. Each key is used with its own algorithm
 * only, whatever a token says, so that keys of several algorithms can be combined while a system changes from one to another. To
 * rotate a key, let all servers verify with the new key, then let them sign with it, and keep the old one for verification until
 * its last token has expired.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
public final class JwtKeys {

    private final JwtKey signing;
    private final Map<String, JwtKey> byId = new LinkedHashMap<>();

    private JwtKeys(JwtKey signing) {
        this.signing = signing;
    }

    /**
     * @param signing signs and verifies
     * @param others only verify: future keys and former keys
     * @throws IllegalArgumentException if the first cannot sign, or two are the same
     */
    public static JwtKeys of(JwtKey signing, JwtKey... others) {
        if (!requireNonNull(signing, "signing").signs()) {
            throw new IllegalArgumentException("a public key cannot sign");
        }
        JwtKeys keys = new JwtKeys(signing);
        keys.add(signing);
        for (JwtKey key : others) {
            keys.add(key);
        }
        return keys;
    }

    private void add(JwtKey key) {
        if (byId.putIfAbsent(key.id(), key) != null) {
            throw new IllegalArgumentException("no key may be there twice");
        }
    }

    JwtKey signing() {
        return signing;
    }

    Map<String, JwtKey> byId() {
        return Map.copyOf(byId);
    }

    /** Returns the public keys as a JWK Set (RFC 7517, section 5), the signing one first; secrets are not in it. */
    public String jwks() {
        return byId.values().stream()
                .map(JwtKey::jwk)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    @Override
    public String toString() {
        return "JwtKeys" + byId.values();
    }
}
