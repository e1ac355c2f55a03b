package io.moonlight.auth.jwt.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Keys made by the JDK, in the file formats of common tools. */
public final class TestKeys {

    public static final byte[] SECRET = "a secret of more than thirty-two bytes".getBytes(UTF_8);
    public static final byte[] OTHER_SECRET = "another one of more than thirty-two bytes".getBytes(UTF_8);
    public static final KeyPair RSA = rsa(2048);
    public static final KeyPair EC = ec("secp256r1");
    public static final KeyPair OTHER_RSA = rsa(2048);
    public static final KeyPair OTHER_EC = ec("secp256r1");

    /** Self-signed by a P-256 key that was deleted; expired. */
    public static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBcjCCARmgAwIBAgIUVRHqAvqFgxBgi8E0vefrDR4QQkkwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjIyMzE3NDhaFw0yNjExMjMyMzE3NDha
            MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARuJLvf
            yqf2m+YGxLSFeTmEpGjS7VkrqZviS7S3kduWjeTqa4FmWcfBnJ+pi2nudJD56dsX
            fIIOqjz/iL2vNijEo1MwUTAdBgNVHQ4EFgQU9ipxguFxzkkCpCT49ylv9fNZ0bMw
            HwYDVR0jBBgwFoAU9ipxguFxzkkCpCT49ylv9fNZ0bMwDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNHADBEAiBrFxs5wS+xmsIx1FT9IoW5ITJc7ulEx5lTtJD4
            pKmsqwIgB8mqCfqYkLn9nBrDPezAzxgKBlAaeTBeeJyhHU5NL+A=
            -----END CERTIFICATE-----
            """;

    /** Its thumbprint, computed by another program. */
    public static final String CERTIFICATE_KEY_ID = "zA4fdZHQk2Lxee0O6JAXkUXH-pwe1B4expvlH1szSCs";

    private TestKeys() {}

    public static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String privatePem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate());
    }

    public static String publicPem(KeyPair pair) {
        return pem("PUBLIC KEY", pair.getPublic());
    }

    /** PKCS#1, as {@code openssl genrsa -traditional} writes it: what a PKCS#8 file of a 2,048-bit key holds after 26 bytes. */
    public static String pkcs1Pem(KeyPair pair) {
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
    }

    /** SEC 1, as {@code openssl ecparam -name prime256v1 -genkey} writes it: parameters in front, the public key at the end. */
    public static String sec1Pem(KeyPair pair) {
        return sec1Pem(pair, "a00a06082a8648ce3d030107");
    }

    /** The same with other parameters, as hexadecimal DER. */
    public static String sec1Pem(KeyPair pair, String parameters) {
        String number = "%064x".formatted(((ECPrivateKey) pair.getPrivate()).getS());
        ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
        String publicKey = "a14403420004%064x%064x".formatted(point.getAffineX(), point.getAffineY());
        String content = "0201010420" + number + parameters + publicKey;
        byte[] sec1 =
                HexFormat.of().parseHex("30" + HexFormat.of().toHexDigits((byte) (content.length() / 2)) + content);
        return pem("EC PARAMETERS", HexFormat.of().parseHex("06082a8648ce3d030107")) + pem("EC PRIVATE KEY", sec1);
    }

    private static String pem(String label, Key key) {
        return pem(label, key.getEncoded());
    }

    public static String pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
