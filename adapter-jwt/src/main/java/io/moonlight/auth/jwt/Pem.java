package io.moonlight.auth.jwt;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys as PEM (RFC 7468). Line breaks may also be spelt {@code \n}, as environment variables often have them. */
final class Pem {

    private static final Pattern SHAPE =
            Pattern.compile("\\s*-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");

    private Pem() {}

    static PrivateKey privateKey(String pem, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(content(pem, "PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the PEM holds no private key for " + algorithm, e);
        }
    }

    static PublicKey publicKey(String pem, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(content(pem, "PUBLIC KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the PEM holds no public key for " + algorithm, e);
        }
    }

    private static byte[] content(String pem, String wanted) {
        Matcher parts = SHAPE.matcher(pem.replace("\\n", "\n"));
        if (!parts.matches()) {
            throw new IllegalArgumentException("not one PEM block");
        }
        if (!parts.group(1).equals(wanted)) {
            throw new IllegalArgumentException("a PEM block 'BEGIN " + wanted
                    + "' is wanted; 'openssl pkcs8 -topk8 -nocrypt' turns other private keys into it");
        }
        return Base64.getMimeDecoder().decode(parts.group(2));
    }
}
