package io.moonlight.auth.jwt;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.TokenClaims;
import io.moonlight.auth.domain.model.TokenType;
import java.util.Optional;

/**
 * The one way in which tokens are read, by whoever makes them and by whoever only checks them. First what a token says, in
 * the strict spelling alone, so that a text which cannot count makes nobody look for a key; then the key that it names; and
 * nothing of it is believed, or handed out, before that key has proved it.
 */
final class TokenReader {

    private final TokenRules rules;
    private final KeyLookup keys;

    TokenReader(TokenRules rules, KeyLookup keys) {
        this.rules = rules;
        this.keys = keys;
    }

    /**
     * @return empty if the text is no token of this type that counts
     * @throws AuthUnavailableException if its key cannot be had now
     */
    Optional<TokenClaims> read(String text, TokenType type) {
        return candidate(text)
                .filter(it -> it.claims().type() == type)
                .filter(this::isProved)
                .map(Candidate::claims);
    }

    /** @param claims what the token says, and has yet to prove */
    private record Candidate(DecodedJWT token, TokenClaims claims) {}

    private Optional<Candidate> candidate(String text) {
        if (!CompactForm.isStrict(text)) {
            return Optional.empty();
        }
        try {
            DecodedJWT token = JWT.decode(text);
            TokenClaims claims = ClaimReader.read(token);
            return rules.couldCount(token, claims) ? Optional.of(new Candidate(token, claims)) : Optional.empty();
        } catch (RuntimeException e) {
            // Whatever a text makes java-jwt or the JDK say (there are many ways), it is not a token of ours.
            return Optional.empty();
        }
    }

    private boolean isProved(Candidate it) {
        String id = it.token().getKeyId();
        String algorithm = it.token().getAlgorithm();
        return id != null
                && algorithm != null
                && keys.find(id, algorithm)
                        .filter(verifier -> isProved(it.token(), verifier))
                        .isPresent();
    }

    private static boolean isProved(DecodedJWT token, JWTVerifier verifier) {
        try {
            verifier.verify(token);
            return true;
        } catch (RuntimeException e) {
            // As above: of the ways to be no token, which one it is does not matter.
            return false;
        }
    }
}
