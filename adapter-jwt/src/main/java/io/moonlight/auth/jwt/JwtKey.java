package io.moonlight.auth.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.auth0.jwt.algorithms.Algorithm;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * One key, bound to one algorithm: it signs and checks, or (a public key) only checks. Its {@link #id} follows from the
 * key, so that every server names it alike, and reveals nothing of it.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 */
public final class JwtKey {

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
     * A shared secret for HS256 (RFC 7518, section 3.2).
     *
     * @param secret at least 32 bytes; copied
     * @throws IllegalArgumentException if it is too short
     */
    public static JwtKey hs256(byte[] secret) {
        byte[] copy = secret.clone();
        String id = Thumbprints.ofSecret(copy);
        return new JwtKey(id, Algorithm.HMAC256(copy), true, Optional.empty());
    }

    /**
     * A private RSA key for RS256, which signs and checks.
     *
     * @param pem {@code BEGIN PRIVATE KEY} (PKCS#8) or {@code BEGIN RSA PRIVATE KEY} (PKCS#1); at least 2,048 bits
     * @throws IllegalArgumentException if it is not such a key
     */
    public static JwtKey rs256(String pem) {
        return RsaKeys.signing(pem);
    }

    /**
     * A public RSA key for RS256, which checks alone.
     *
     * @param pem {@code BEGIN PUBLIC KEY} or {@code BEGIN CERTIFICATE}; at least 2,048 bits
     * @throws IllegalArgumentException if it is not such a key
     */
    public static JwtKey rs256Public(String pem) {
        return RsaKeys.checking(KeyFiles.publicKey(pem));
    }

    /**
     * A private key on the curve P-256 for ES256, which signs and checks.
     *
     * @param pem {@code BEGIN PRIVATE KEY} (PKCS#8) or {@code BEGIN EC PRIVATE KEY} (SEC 1)
     * @throws IllegalArgumentException if it is not such a key
     */
    public static JwtKey es256(String pem) {
        return EcKeys.signing(pem);
    }

    /**
     * A public key on the curve P-256 for ES256, which checks alone.
     *
     * @param pem {@code BEGIN PUBLIC KEY} or {@code BEGIN CERTIFICATE}
     * @throws IllegalArgumentException if it is not such a key
     */
    public static JwtKey es256Public(String pem) {
        return EcKeys.checking(KeyFiles.publicKey(pem));
    }

    /**
     * Any number of public keys, which check alone: RSA keys for RS256, EC keys for ES256. Of a certificate only the key
     * counts, not its dates nor who signed it.
     *
     * @param pem one or more blocks {@code BEGIN PUBLIC KEY} or {@code BEGIN CERTIFICATE}
     * @throws IllegalArgumentException if one of them is not such a key, or there is none
     */
    public static List<JwtKey> publicKeys(String pem) {
        return KeyFiles.publicKeys(pem).stream()
                .map(key -> key instanceof RSAPublicKey ? RsaKeys.checking(key) : EcKeys.checking(key))
                .toList();
    }

    static JwtKey of(RSAPublicKey key, Algorithm algorithm, boolean signs) {
        return asymmetric(Jwks.members(key), algorithm, signs);
    }

    static JwtKey of(ECPublicKey key, Algorithm algorithm, boolean signs) {
        return asymmetric(Jwks.members(key), algorithm, signs);
    }

    private static JwtKey asymmetric(String members, Algorithm algorithm, boolean signs) {
        String id = Thumbprints.ofBytes(("{" + members + "}").getBytes(US_ASCII));
        String jwk = "{" + members + ",\"kid\":\"" + id + "\",\"use\":\"sig\",\"alg\":\"" + algorithm.getName() + "\"}";
        return new JwtKey(id, algorithm, signs, Optional.of(jwk));
    }

    /** The header {@code kid}: for a public key its thumbprint (RFC 7638), for a secret 96 bits of an HMAC by it. */
    public String id() {
        return id;
    }

    /** The header {@code alg}: {@code HS256}, {@code RS256} or {@code ES256}. */
    public String algorithmName() {
        return algorithm.getName();
    }

    /** Whether this key can make tokens, too. */
    public boolean signs() {
        return signs;
    }

    /** The public half as a JWK (RFC 7517); empty for a secret. */
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
