package io.moonlight.auth.bootstrap.settings;

/** The signature algorithm of the tokens (RFC 7518, section 3.1). */
public enum JwtAlgorithm {
    /** A secret that all servers share. */
    HS256,
    /** An RSA key; others verify with its public half. */
    RS256,
    /** A key on the curve P-256; others verify with its public half. */
    ES256
}
