package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Reads a {@code .txz} into an empty folder. Every account may read and run the result, whatever the umask. */
final class Unpacking {

    private static final String FOLDER = "rwxr-xr-x";
    private static final String PROGRAM = "rwxr-xr-x";
    private static final String DOCUMENT = "rw-r--r--";
    private static final int OWNER_MAY_EXECUTE = 0100;

    private final Path target;

    private Unpacking(Path target) {
        this.target = target;
    }

    /** Returns how many files, links included, are now in the folder. */
    static int unpack(InputStream archive, Path target) throws IOException {
        return new Unpacking(target).unpack(archive);
    }

    private int unpack(InputStream archive) throws IOException {
        Folders.setPermissions(target, FOLDER);
        int files = 0;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                requireInside(path);
                if (entry.isDirectory()) {
                    makeFolder(path);
                    continue;
                }
                makeFolder(path.resolveSibling(""));
                if (entry.isSymbolicLink()) {
                    requireInside(path.resolveSibling(entry.getLinkName()).normalize());
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

    private void makeFolder(Path folder) throws IOException {
        for (Path missing = target; !missing.equals(folder); ) {
            missing = missing.resolve(folder.getName(missing.getNameCount()));
            if (!Files.isDirectory(missing)) {
                Files.createDirectory(missing);
                Folders.setPermissions(missing, FOLDER);
            }
        }
    }

    private void requireInside(Path path) throws IOException {
        if (!path.startsWith(target)) {
            throw new IOException("an entry of the archive leaves its folder: " + path);
        }
    }
}
