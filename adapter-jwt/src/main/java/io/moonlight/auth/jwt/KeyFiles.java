package io.moonlight.auth.jwt;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Keys, from the files that today's and yesterday's tools write. */
final class KeyFiles {

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String EC_PARAMETERS = "EC PARAMETERS";

    private KeyFiles() {}

    /**
     * @param algorithm RSA or EC
     * @param toPkcs8 translates the old form {@code BEGIN RSA PRIVATE KEY} or {@code BEGIN EC PRIVATE KEY}
     */
    static Optional<PrivateKey> privateKey(String pem, String algorithm, UnaryOperator<byte[]> toPkcs8) {
        Pem.Block block = only(Pem.blocks(pem).stream()
                .filter(each -> !each.label().equals(EC_PARAMETERS))
                .toList());
        if (block.label().equals(PRIVATE)) {
            return decoded(algorithm, block.content());
        }
        if (block.label().equals(algorithm + " " + PRIVATE)) {
            return decoded(algorithm, toPkcs8.apply(block.content()));
        }
        return Optional.empty();
    }

    private static Optional<PrivateKey> decoded(String algorithm, byte[] pkcs8) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
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
                    "a private key is none; `openssl pkey -in key.pem -pubout` writes its public half");
        }
        return switch (block.label()) {
            case "PUBLIC KEY" ->
                Stream.of("RSA", "EC")
                        .flatMap(algorithm -> decodedPublic(algorithm, block.content()).stream())
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("a public key is neither RSA nor EC"));
            case "CERTIFICATE" -> certified(block.content());
            default ->
                throw new IllegalArgumentException("a PEM block is no BEGIN PUBLIC KEY and no BEGIN CERTIFICATE");
        };
    }

    private static Optional<PublicKey> decodedPublic(String algorithm, byte[] x509) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(x509)));
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
            throw new IllegalArgumentException("one key is wanted, and there are " + blocks.size());
        }
        return blocks.get(0);
    }
}
