package io.moonlight.auth.jwt;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads keys from the PEM files that current and older tools write. */
final class KeyFiles {

    private static final String PRIVATE = "PRIVATE KEY";

    /** The algorithm identifiers of RSA and of P-256, in DER. */
    private static final Map<String, String> IDENTIFIERS = Map.of(
            "RSA", "300d06092a864886f70d0101010500",
            "EC", "301306072a8648ce3d020106082a8648ce3d030107");

    private static final String P256_AS_PARAMETER = "a00a06082a8648ce3d030107";

    private KeyFiles() {}

    /**
     * Returns a private key, or empty if the file has another kind of key.
     *
     * @param algorithm RSA or EC
     */
    static Optional<PrivateKey> privateKey(String pem, String algorithm) {
        Pem.Block block = only(Pem.blocks(pem).stream()
                .filter(each -> !each.label().equals("EC PARAMETERS"))
                .toList());
        boolean old = block.label().equals(algorithm + " " + PRIVATE);
        if (!old && !block.label().equals(PRIVATE)) {
            return Optional.empty();
        }
        byte[] pkcs8 = old ? pkcs8(algorithm, block.content()) : block.content();
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Wraps an RSAPrivateKey (RFC 8017) or ECPrivateKey (RFC 5915) in PKCS#8 (RFC 5958), the only form that the JDK reads. */
    private static byte[] pkcs8(String algorithm, byte[] key) {
        String hex = HexFormat.of().formatHex(key);
        if (algorithm.equals("EC") && !hex.contains(P256_AS_PARAMETER)) {
            throw EcKeys.notP256();
        }
        return HexFormat.of().parseHex(tagged("30", "020100" + IDENTIFIERS.get(algorithm) + tagged("04", hex)));
    }

    /** DER has the shortest form of a length (X.690, section 10.1). */
    private static String tagged(String tag, String hex) {
        int length = hex.length() / 2;
        String form = length < 0x80 ? "%02x" : length < 0x100 ? "81%02x" : "82%04x";
        return tag + form.formatted(length) + hex;
    }

    static PublicKey publicKey(String pem) {
        return publicKey(only(Pem.blocks(pem)));
    }

    static List<PublicKey> publicKeys(String pem) {
        return Pem.blocks(pem).stream().map(KeyFiles::publicKey).toList();
    }

    private static PublicKey publicKey(Pem.Block block) {
        if (block.label().endsWith(PRIVATE)) {
            throw new IllegalArgumentException(
                    "the key is private; `openssl pkey -in key.pem -pubout` writes its public half");
        }
        return switch (block.label()) {
            case "PUBLIC KEY" ->
                Stream.of("RSA", "EC")
                        .flatMap(algorithm -> publicKey(algorithm, new X509EncodedKeySpec(block.content())).stream())
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("a public key is neither RSA nor EC"));
            case "CERTIFICATE" -> certified(block.content());
            default ->
                throw new IllegalArgumentException("a PEM block is no BEGIN PUBLIC KEY and no BEGIN CERTIFICATE");
        };
    }

    static Optional<PublicKey> publicKey(String algorithm, KeySpec key) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(key));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static PublicKey certified(byte[] certificate) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate))
                    .getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate cannot be read", e);
        }
    }

    private static Pem.Block only(List<Pem.Block> blocks) {
        if (blocks.size() != 1) {
            throw new IllegalArgumentException("one key is expected, and there are " + blocks.size());
        }
        return blocks.get(0);
    }
}
