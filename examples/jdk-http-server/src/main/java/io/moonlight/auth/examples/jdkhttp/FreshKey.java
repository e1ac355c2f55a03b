package io.moonlight.auth.examples.jdkhttp;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A signing key for a process that keeps none; one that lasts is made once, by {@code openssl}, and kept in a file. */
final class FreshKey {

    private FreshKey() {}

    /** A new private key on the curve P-256, as PEM. */
    static String p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes such keys", e);
        }
    }
}
