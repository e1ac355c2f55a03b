package io.moonlight.auth.jwt;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.TokenClaims;
import io.moonlight.auth.domain.model.TokenType;

/**
 * Checks access tokens in a service that neither makes them nor knows the database: a resource server in the sense of OAuth.
 * Its keys are given, or fetched as a JWK Set (RFC 7517) from the server that signs, or both.
 *
 * <pre>{@code
 * AccessTokenVerifier verifier = AccessTokenVerifier.builder(new JwtOptions("moonlight", "moonlight"))
 *         .jwks(URI.create("https://auth.example.org/.well-known/jwks.json"))
 *         .build();
 * UserId user = verifier.verify(token).subject();
 * }</pre>
 *
 * <p><b>Contract.</b> A token (RFC 7519) counts here by the same rules, and by the same code, as at the server: the key that
 * its {@code kid} names, that key's algorithm and no other (RFC 8725), the signature (RFC 7515), issuer, audience, the type
 * {@code access}, the end. It says nothing of the session: a token of one that has been ended counts until its own end, which
 * is what keeping access tokens short is for. Whatever a token says about where to find its key ({@code jku}, {@code x5u},
 * {@code jwk}) is ignored.
 *
 * <p><b>Fetched keys.</b> They are kept for {@link AccessTokenVerifierBuilder#maxAge}, and fetched anew shortly before that
 * time is over, without anybody waiting. A {@code kid} that is not among them has them fetched at once, so that a new key
 * counts from its first token; but no two requests begin within {@link AccessTokenVerifierBuilder#cooldown}, so that forged
 * tokens make no flood of them. A token that cannot count whoever signed it makes none at all. Of many callers one asks and the
 * others wait for it, at most {@link AccessTokenVerifierBuilder#timeout}. While the server does not answer, or not with
 * usable keys, the last ones serve for {@link AccessTokenVerifierBuilder#staleFor} more. So a key that the server has
 * withdrawn counts for no more than {@code maxAge}, or {@code maxAge + staleFor} if the server cannot be asked.
 *
 * <p><b>Time.</b> A token counts before its {@code exp}, or {@link AccessTokenVerifierBuilder#leeway} longer. An {@code
 * iat} in the future is no reason to refuse it, since clocks step back.
 *
 * <p><b>Threading.</b> Safe for any number of threads, virtual ones too. Starts no thread; an {@link
 * java.net.http.HttpClient} has its own. Needs no closing. An interrupted caller stops waiting, and keeps its mark.
 *
 * <p><b>Errors.</b> A token that does not count is refused with {@link AuthError.InvalidAccessToken}; whether there is such
 * a key, and nobody can be asked, is a fault, and says nothing about the token.
 */
public final class AccessTokenVerifier {

    private final TokenReader reader;
    private final Runnable readiness;
    private final String description;

    /** @param readiness throws if there are no keys */
    AccessTokenVerifier(TokenReader reader, Runnable readiness, String description) {
        this.reader = reader;
        this.readiness = readiness;
        this.description = description;
    }

    /** @param options the issuer and the audience that tokens must name: {@code JWT_ISSUER} and {@code JWT_AUDIENCE} */
    public static AccessTokenVerifierBuilder builder(JwtOptions options) {
        return new AccessTokenVerifierBuilder(requireNonNull(options, "options"));
    }

    /**
     * Gives what the token says, now that it is proved.
     *
     * @param accessToken any text: what stands in {@code Authorization} after {@code Bearer }; a missing one is invalid
     * @throws AuthException with {@link AuthError.InvalidAccessToken} if it does not count
     * @throws AuthUnavailableException if it may count, but its key cannot be had now
     */
    public TokenClaims verify(String accessToken) {
        return reader.read(requireNonNullElse(accessToken, ""), TokenType.ACCESS)
                .orElseThrow(() -> new AuthException(new AuthError.InvalidAccessToken()));
    }

    /**
     * Returns if there are keys, and fetches them first if need be: for a start that wants to fail at once if the address
     * is wrong, and for a readiness probe.
     *
     * @throws AuthUnavailableException if there are none, and none can be had now
     */
    public void checkReady() {
        readiness.run();
    }

    @Override
    public String toString() {
        return "AccessTokenVerifier[" + description + "]";
    }
}
