package io.moonlight.auth.embeddedpostgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** The packed binaries of one platform, as a resource on the class path. */
final class Archive {

    private final URL location;

    private Archive(URL location) {
        this.location = location;
    }

    /** @throws EmbeddedPostgresException if this build carries no binaries for the platform */
    static Archive of(Platform platform) {
        String name = platform.archiveName();
        return Optional.ofNullable(Archive.class.getClassLoader().getResource(name))
                .map(Archive::new)
                .orElseThrow(() -> new EmbeddedPostgresException("This build carries no PostgreSQL for this machine ("
                        + name + " is not on the class path). Build the project on this kind of machine,"
                        + " or run a PostgreSQL yourself and configure its address."));
    }

    InputStream open() throws IOException {
        return new BufferedInputStream(location.openStream(), 1 << 16);
    }

    /** CRC-32 and length: tells one build of PostgreSQL from another. Read from the jar's index, since it is needed at each start. */
    String fingerprint() throws IOException {
        URLConnection connection = location.openConnection();
        if (connection instanceof JarURLConnection jarConnection) {
            jarConnection.setUseCaches(false);
            try (JarFile jar = jarConnection.getJarFile()) {
                ZipEntry entry = jar.getEntry(jarConnection.getEntryName());
                return fingerprint(entry.getCrc(), entry.getSize());
            }
        }
        return fingerprintOfContent();
    }

    private String fingerprintOfContent() throws IOException {
        CRC32 crc = new CRC32();
        long length = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = location.openStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
                length += n;
            }
        }
        return fingerprint(crc.getValue(), length);
    }

    private static String fingerprint(long crc, long length) {
        return HexFormat.of().toHexDigits(crc, 8) + "-" + length;
    }
}
