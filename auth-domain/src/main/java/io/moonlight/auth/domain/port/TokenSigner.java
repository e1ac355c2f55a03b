package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.model.session.PublishedClaims;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import java.util.Optional;

/**
 * Driven port: tokens that prove their claims.
 *
 * <p><b>Contract.</b> A token made by {@link #sign} is read by {@link #verify} as the same claims, whatever is published
 * beside them. Anything else is empty: malformed, changed in any part, made with another key, of another algorithm, issuer
 * or audience, of another type, without an end. With a deterministic algorithm the same claims, published ones included,
 * give the same token. Published claims are for other services, in a format that they can read; {@link #verify} does not
 * return them.
 *
 * <p><b>Time.</b> A token counts before its {@code expiresAt} by the signer's clock, and not from that instant on. A
 * token whose {@code issuedAt} is in the future counts: clocks step back.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 *
 * <p><b>Errors.</b> None: a text that cannot be read is an empty result, whatever it holds.
 */
public interface TokenSigner {

    /**
     * Makes the token: printable ASCII.
     *
     * @param published for other services; none in a refresh token
     */
    String sign(TokenClaims claims, PublishedClaims published);

    /** Makes a token that publishes nothing. */
    default String sign(TokenClaims claims) {
        return sign(claims, PublishedClaims.NONE);
    }

    /** Reads a token of this type, if it counts. */
    Optional<TokenClaims> verify(String token, TokenType type);
}
