package io.moonlight.auth.jwt;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys of a system: one signs, all check, and the header {@code kid} says which. Each key counts for its own algorithm
 * alone, whatever a token says; so keys of several algorithms can stand side by side while a system changes from one to
 * another. To rotate, let all servers check with the new key, then let them sign with it, and go on checking with the old
 * one until its last token has ended.
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
     * @param signing signs, and checks
     * @param others only check: coming keys and former ones
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
            throw new IllegalArgumentException("no key is there twice");
        }
    }

    JwtKey signing() {
        return signing;
    }

    Map<String, JwtKey> byId() {
        return Map.copyOf(byId);
    }

    /** The public keys as a JWK Set (RFC 7517, section 5), the signing one first; secrets are not in it. */
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
