package io.moonlight.auth.embeddedpostgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The packed binaries of one platform, a {@code .txz} on the class path. */
final class Archive {

    private static final String FOLDER = "rwxr-xr-x";
    private static final String PROGRAM = "rwxr-xr-x";
    private static final String DOCUMENT = "rw-r--r--";
    private static final int OWNER_MAY_EXECUTE = 0100;

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

    /**
     * Returns a text that differs for each build of PostgreSQL, without reading the archive: CRC-32 and length from the
     * index of the jar. Outside a jar only the length.
     */
    String fingerprint() throws IOException {
        URLConnection connection = location.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection inJar) {
            try (JarFile jar = inJar.getJarFile()) {
                ZipEntry entry = jar.getEntry(inJar.getEntryName());
                return HexFormat.of().toHexDigits(entry.getCrc(), 8) + "-" + entry.getSize();
            }
        }
        return Long.toString(connection.getContentLengthLong());
    }

    /**
     * Unpacks into an empty folder. Every account may read and run the result, whatever the umask. Returns the number of
     * files, links included.
     */
    int unpack(Path target) throws IOException {
        Folders.setPermissions(target, FOLDER);
        int files = 0;
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(location.openStream(), 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = inside(target, target.resolve(entry.getName()));
                if (entry.isDirectory()) {
                    createFolder(target, path);
                    continue;
                }
                createFolder(target, path.resolveSibling(""));
                if (entry.isSymbolicLink()) {
                    inside(target, path.resolveSibling(entry.getLinkName()));
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
                    Folders.setPermissions(path, program ? PROGRAM : DOCUMENT);
                }
                files++;
            }
        }
        return files;
    }

    private static void createFolder(Path target, Path folder) throws IOException {
        for (Path missing = target; !missing.equals(folder); ) {
            missing = missing.resolve(folder.getName(missing.getNameCount()));
            Folders.create(missing, FOLDER);
        }
    }

    private static Path inside(Path target, Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(target)) {
            throw new IOException("an entry of the archive leaves its folder: " + path);
        }
        return normal;
    }
}
