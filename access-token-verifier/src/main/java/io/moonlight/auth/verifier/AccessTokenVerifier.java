package io.moonlight.auth.verifier;

import static java.util.Objects.requireNonNullElse;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies access tokens in a service that does not issue them and has no access to the database: a resource server in the sense
 * of OAuth. Its keys are given, or fetched as a JWK Set (RFC 7517) from the server that signs, or both.
 *
 * <pre>{@code
 * AccessTokenVerifier verifier = AccessTokenVerifier.builder("moonlight", "moonlight")
 *         .jwks(URI.create("https://auth.example.org/.well-known/jwks.json"))
 *         .build();
 * long user = verifier.verify(token).userId();
 * }</pre>
 *
 * <p><b>Contract.</b> A token (RFC 7519) is valid by the rules of the server that signs: the key that its {@code kid} names, the
 * algorithm of that key and no other (RFC 8725), the signature (RFC 7515), issuer, audience, the type {@code access}, the
 * expiry. The session is not checked: the token of a session that was ended is valid until it expires, which is why access tokens
 * are short-lived. Whatever a token says about where to find its key ({@code jku}, {@code x5u}, {@code jwk}) is ignored.
 *
 * <p><b>Fetched keys.</b> They are used for {@link AccessTokenVerifierBuilder#maxAge}, and refreshed in the background shortly
 * before. An unknown {@code kid} has them fetched at once, so that a new key works from its first token; at most two requests
 * start within {@link AccessTokenVerifierBuilder#cooldown}, so that forged tokens do not cause a flood of requests. A token that
 * is invalid whatever its key causes no request. Of several callers one fetches and the others wait. If a request fails, the
 * previous keys are used for up to {@code maxAge} before the next request, unless an unknown {@code kid} causes one, and for at
 * most {@link AccessTokenVerifierBuilder#staleFor} longer than {@code maxAge} in all. A key that the server has withdrawn is
 * therefore rejected after {@code maxAge}, or after {@code maxAge + staleFor} if requests fail.
 *
 * <p><b>Time.</b> A token is valid before its {@code exp}, or {@link AccessTokenVerifierBuilder#leeway} longer. An {@code iat}
 * in the future is accepted, because clocks step back.
 *
 * <p><b>Threading.</b> Safe for any number of threads, including virtual ones. A refresh in the background runs on a daemon
 * thread that ends when it is idle. Needs no closing. An interrupted caller stops waiting and stays interrupted.
 *
 * <p><b>Errors.</b> An invalid token is an {@link InvalidAccessTokenException}. A key that cannot be fetched is a
 * {@link KeysUnavailableException}, which says nothing about the token.
 */
public final class AccessTokenVerifier {

    private static final Set<String> PUBLISHED_ALGORITHMS = Set.of("RS256", "ES256");

    private final ClaimRules rules;
    private final JWKSet keys;
    private final Optional<RemoteKeys> remote;
    private final String description;

    AccessTokenVerifier(ClaimRules rules, JWKSet keys, Optional<RemoteKeys> remote, String description) {
        this.rules = rules;
        this.keys = keys;
        this.remote = remote;
        this.description = description;
    }

    /**
     * Starts a verifier for the tokens of one server.
     *
     * @param issuer the issuer that tokens must name, {@code JWT_ISSUER} of the server
     * @param audience the audience that tokens must name, {@code JWT_AUDIENCE} of the server
     */
    public static AccessTokenVerifierBuilder builder(String issuer, String audience) {
        return new AccessTokenVerifierBuilder(issuer, audience);
    }

    /**
     * Returns the claims of a valid token.
     *
     * @param accessToken any text: what follows {@code Bearer } in {@code Authorization}; {@code null} is invalid
     * @throws InvalidAccessTokenException if the token is invalid
     * @throws KeysUnavailableException if the token may be valid, but its key cannot be fetched now
     */
    public AccessTokenClaims verify(String accessToken) {
        UnverifiedToken token;
        AccessTokenClaims claims;
        try {
            token = UnverifiedToken.parse(requireNonNullElse(accessToken, ""));
            claims = rules.check(token.payload());
        } catch (ParseException | RuntimeException e) {
            // Malformed in one of many ways; which one does not matter.
            throw new InvalidAccessTokenException();
        }
        if (find(token).filter(token::isSignedBy).isEmpty()) {
            throw new InvalidAccessTokenException();
        }
        return claims;
    }

    private Optional<JWK> find(UnverifiedToken token) {
        JWK key = keys.getKeyByKeyId(token.keyId());
        if (key != null || !PUBLISHED_ALGORITHMS.contains(token.algorithm())) {
            return Optional.ofNullable(key);
        }
        return remote.flatMap(it -> it.find(token.keyId()));
    }

    /**
     * Returns if there are keys, and fetches them first if necessary: for a start that fails at once if the address is wrong, and
     * for a readiness probe.
     *
     * @throws KeysUnavailableException if there are no keys, and none can be fetched now
     */
    public void checkReady() {
        remote.ifPresent(RemoteKeys::require);
    }

    @Override
    public String toString() {
        return "AccessTokenVerifier[" + description + "]";
    }
}
