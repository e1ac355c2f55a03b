package io.moonlight.auth.smtp.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A throw-away certificate, made by the JDK's keytool, and who trusts it. */
public final class TestCertificate {

    /** Of every file of keys or certificates made here. */
    public static final String PASSWORD = "changeit";

    private final KeyStore trusted;
    private final SSLContext context;

    private TestCertificate(KeyStore trusted, SSLContext context) {
        this.trusted = trusted;
        this.context = context;
    }

    /** Valid for these subject alternative names, such as {@code dns:localhost,ip:127.0.0.1}. */
    public static TestCertificate of(String subjectAlternativeNames) {
        try {
            Path folder = Files.createTempDirectory("certificate");
            Path file = folder.resolve("keys.p12");
            try {
                keytool(file, subjectAlternativeNames);
                return read(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificate", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no certificate", e);
        }
    }

    /** Valid for {@code localhost} and {@code 127.0.0.1}. */
    public static TestCertificate ofLocalhost() {
        return of("dns:localhost,ip:127.0.0.1");
    }

    /** Sockets of clients that trust this certificate and no other. */
    public SSLSocketFactory clientSockets() {
        return context.getSocketFactory();
    }

    /** Speaks for this certificate, and trusts it. */
    public SSLContext context() {
        return context;
    }

    /** Writes what a JVM may be told to trust instead of its own list: this certificate and no other. Returns the file. */
    public Path trustStore(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot write " + file, e);
        }
    }

    private static void keytool(Path file, String names) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "SAN=" + names,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
    }

    private static TestCertificate read(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", keys.getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return new TestCertificate(trusted, context);
    }
}
