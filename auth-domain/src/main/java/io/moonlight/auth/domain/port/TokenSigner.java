package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import java.util.Optional;

/**
 * Driven port: tokens that prove their claims.
 *
 * <p><b>Contract.</b> A token made by {@link #sign} is read by {@link #verify} as the same claims. Anything else is
 * empty: malformed, changed in any part, made with another key, of another algorithm, issuer or audience, of another
 * type, without an end. With a deterministic algorithm the same claims give the same token.
 *
 * <p><b>Time.</b> A token counts before its {@code expiresAt} by the signer's clock, and not from that instant on. A
 * token whose {@code issuedAt} is in the future counts: clocks step back.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 *
 * <p><b>Errors.</b> None: a text that cannot be read is an empty result, whatever it holds.
 */
public interface TokenSigner {

    /** Makes the token: printable ASCII. */
    String sign(TokenClaims claims);

    /** Reads a token of this type, if it counts. */
    Optional<TokenClaims> verify(String token, TokenType type);
}
