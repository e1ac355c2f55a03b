package io.moonlight.auth.jwt;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.SignatureGenerationException;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * One key, bound to one algorithm: it signs and verifies, or (a public key) only verifies. Its {@link #id} is derived from the
 * key, so that it is the same on every server, and reveals nothing of the key.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
public final class JwtKey {

    private static final int MIN_SECRET_BYTES = 32;

    private final String id;
    private final Algorithm algorithm;
    private final boolean signs;
    private final Optional<String> jwk;

    private JwtKey(String id, Algorithm algorithm, boolean signs, Optional<String> jwk) {
        this.id = id;
        this.algorithm = algorithm;
        this.signs = signs;
        this.jwk = jwk;
    }

    /**
     * Returns a shared secret for HS256 (RFC 7518, section 3.2).
     *
     * @param secret at least 32 bytes; copied
     * @throws IllegalArgumentException if it is too short
     */
    public static JwtKey hs256(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("an HS256 secret has at least " + MIN_SECRET_BYTES + " bytes");
        }
        byte[] copy = secret.clone();
        return new JwtKey(Thumbprints.ofSecret(copy), Algorithm.HMAC256(copy), true, Optional.empty());
    }

    /**
     * Reads a private RSA key for RS256, which signs and verifies.
     *
     * @param pem {@code BEGIN PRIVATE KEY} (PKCS#8) or {@code BEGIN RSA PRIVATE KEY} (PKCS#1); at least 2,048 bits
     * @throws IllegalArgumentException if it is not such a key
     */
    public static JwtKey rs256(String pem) {
        return RsaKeys.signing(pem);
    }

    /**
     * Reads a public RSA key for RS256, which only verifies.
     *
     * @param pem {@code BEGIN PUBLIC KEY} or {@code BEGIN CERTIFICATE}; at least 2,048 bits
     * @throws IllegalArgumentException if it is not such a key
     */
    public static JwtKey rs256Public(String pem) {
        return RsaKeys.checking(KeyFiles.publicKey(pem));
    }

    /**
     * Reads a private key on the curve P-256 for ES256, which signs and verifies.
     *
     * @param pem {@code BEGIN PRIVATE KEY} (PKCS#8) or {@code BEGIN EC PRIVATE KEY} (SEC 1)
     * @throws IllegalArgumentException if it is not such a key
     */
    public static JwtKey es256(String pem) {
        return EcKeys.signing(pem);
    }

    /**
     * Reads a public key on the curve P-256 for ES256, which only verifies.
     *
     * @param pem {@code BEGIN PUBLIC KEY} or {@code BEGIN CERTIFICATE}
     * @throws IllegalArgumentException if it is not such a key
     */
    public static JwtKey es256Public(String pem) {
        return EcKeys.checking(KeyFiles.publicKey(pem));
    }

    /**
     * Reads any number of public keys, which only verify: RSA keys for RS256, EC keys for ES256. Of a certificate only the key
     * is read: its dates and its issuer are not checked.
     *
     * @param pem one or more blocks {@code BEGIN PUBLIC KEY} or {@code BEGIN CERTIFICATE}
     * @throws IllegalArgumentException if one of them is not such a key, or there is none
     */
    public static List<JwtKey> publicKeys(String pem) {
        return KeyFiles.publicKeys(pem).stream()
                .map(key -> key instanceof RSAPublicKey ? RsaKeys.checking(key) : EcKeys.checking(key))
                .toList();
    }

    /** @param members the required members of the public half as a JWK */
    static JwtKey signing(String members, Algorithm algorithm) {
        if (!works(algorithm)) {
            throw new IllegalArgumentException("the private key is damaged: its numbers do not go together");
        }
        return asymmetric(members, algorithm, true);
    }

    /** @param members the required members of the key as a JWK */
    static JwtKey checking(String members, Algorithm algorithm) {
        return asymmetric(members, algorithm, false);
    }

    /** Returns whether the public half verifies what the private half signs. */
    static boolean works(Algorithm algorithm) {
        try {
            algorithm.verify(JWT.decode(JWT.create().sign(algorithm)));
            return true;
        } catch (SignatureGenerationException | JWTVerificationException e) {
            return false;
        }
    }

    private static JwtKey asymmetric(String members, Algorithm algorithm, boolean signs) {
        String id = Thumbprints.ofJwk("{" + members + "}");
        String jwk = "{" + members + ",\"kid\":\"" + id + "\",\"use\":\"sig\",\"alg\":\"" + algorithm.getName() + "\"}";
        return new JwtKey(id, algorithm, signs, Optional.of(jwk));
    }

    /** Returns the header {@code kid}: for a public key its thumbprint (RFC 7638), for a secret 96 bits of an HMAC by it. */
    public String id() {
        return id;
    }

    /** Returns the header {@code alg}: {@code HS256}, {@code RS256} or {@code ES256}. */
    public String algorithmName() {
        return algorithm.getName();
    }

    /** Returns whether this key can sign. */
    public boolean signs() {
        return signs;
    }

    /** Returns the public half as a JWK (RFC 7517); empty for a secret. */
    Optional<String> jwk() {
        return jwk;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    @Override
    public String toString() {
        return "JwtKey[" + algorithmName() + " " + id + "]";
    }
}
