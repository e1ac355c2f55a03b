package io.moonlight.auth.embeddedpostgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of one user in the system's folder for temporary files: unpacked binaries, and homes of temporary databases. */
final class TemporaryHomes {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryHomes.class);
    private static final String HOME = "home-";
    private static final String OTHERS_MAY_PASS = "rwx--x--x";

    private final Path folder;

    private TemporaryHomes(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the folder of the user who runs this process.
     *
     * @throws EmbeddedPostgresException if another account created it or could change it, since programs are run from there
     */
    static TemporaryHomes in(Path systemFolder) throws IOException {
        Path mine = Files.createTempFile(systemFolder, "owner", "");
        String owner = Files.getOwner(mine).getName();
        Files.delete(mine);
        Path folder = systemFolder.resolve("moonlight-embedded-postgres-" + owner.replaceAll("[^A-Za-z0-9_-]", "_"));
        try {
            Files.createDirectory(folder, Folders.atMost(OTHERS_MAY_PASS));
            Folders.setPermissions(folder, OTHERS_MAY_PASS);
        } catch (FileAlreadyExistsException e) {
            requireSafe(folder, owner);
        }
        return new TemporaryHomes(folder);
    }

    /** Starts a database in a new home, after deleting the homes of killed processes. */
    Launch.Running launch() throws IOException {
        for (Path abandoned : Folders.abandoned(folder, HOME)) {
            clear(abandoned);
        }
        Home home = create();
        boolean started = false;
        try {
            Launch.Running running = launchIn(home).start();
            started = true;
            return running;
        } finally {
            if (!started) {
                Folders.deleteTree(home.folder());
            }
        }
    }

    /** Shared by all processes of the user. */
    Path binaries() {
        return folder.resolve("binaries");
    }

    private Home create() throws IOException {
        Path fresh = Folders.createClaimed(folder, HOME);
        Folders.setPermissions(fresh, OTHERS_MAY_PASS);
        return Home.at(fresh);
    }

    private Launch launchIn(Home home) {
        return Launch.of(home, binaries(), Settings.TEMPORARY);
    }

    private void clear(Path abandoned) {
        try {
            launchIn(Home.at(abandoned)).recover();
            Folders.deleteTree(abandoned);
        } catch (IOException | EmbeddedPostgresException e) {
            LOG.debug("{} cannot be deleted now; another process may be deleting it", abandoned, e);
        }
    }

    private static void requireSafe(Path folder, String owner) throws IOException {
        boolean safe = Files.isDirectory(folder, NOFOLLOW_LINKS)
                && Files.getOwner(folder, NOFOLLOW_LINKS).getName().equals(owner)
                && (!Folders.posix() || !othersMayWrite(folder));
        if (!safe) {
            throw new EmbeddedPostgresException(folder + " is not a folder that only its owner, " + owner
                    + ", can write to. Remove it, or choose another place with -Djava.io.tmpdir.");
        }
    }

    private static boolean othersMayWrite(Path folder) throws IOException {
        String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, NOFOLLOW_LINKS));
        return permissions.indexOf('w', 2) >= 0;
    }
}
