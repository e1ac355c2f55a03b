package io.moonlight.auth.jwt;

import com.auth0.jwt.JWTVerifier;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.util.Optional;

/** Finds the key that a token names, as the check of tokens that are signed with it. Safe for any number of threads. */
@FunctionalInterface
interface KeyLookup {

    /**
     * @param id the header {@code kid}, unproven
     * @param algorithm the header {@code alg}, unproven: tells when no key needs to be looked for. It chooses nothing;
     *     what is returned takes the algorithm of its key alone
     * @return empty if there is no such key
     * @throws AuthUnavailableException if that cannot be known now
     */
    Optional<JWTVerifier> find(String id, String algorithm);

    /** Looks here, and then there. */
    default KeyLookup or(KeyLookup there) {
        return (id, algorithm) -> find(id, algorithm).or(() -> there.find(id, algorithm));
    }
}
