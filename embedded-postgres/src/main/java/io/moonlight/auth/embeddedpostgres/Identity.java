package io.moonlight.auth.embeddedpostgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A numeric account of a POSIX system, whether or not it has a name there. */
record Identity(int uid, int gid) {

    private static final int OTHERS = 0001;
    private static final int GROUP = 0010;
    private static final int OWNER = 0100;

    /** The account without rights that every Linux knows, also by name, as nobody. */
    static Identity nobody() {
        return new Identity(65534, 65534);
    }

    static Identity ownerOf(Path path) throws IOException {
        return new Identity(number(path, "unix:uid"), number(path, "unix:gid"));
    }

    boolean isRoot() {
        return uid == 0;
    }

    void takeOver(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, NOFOLLOW_LINKS);
    }

    /** The first folder on the way to and including {@code folder} that this account has no right to enter. */
    Optional<Path> stoppedOnTheWayTo(Path folder) throws IOException {
        List<Path> way = new ArrayList<>();
        for (Optional<Path> at = Optional.of(folder.toRealPath()); at.isPresent(); at = at.map(Path::getParent)) {
            way.add(0, at.orElseThrow());
        }
        for (Path step : way) {
            int mode = number(step, "unix:mode");
            if ((mode & bitThatLetsIn(step)) == 0) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    private int bitThatLetsIn(Path folder) throws IOException {
        Identity owner = ownerOf(folder);
        if (owner.uid == uid) {
            return OWNER;
        }
        return owner.gid == gid ? GROUP : OTHERS;
    }

    private static int number(Path path, String attribute) throws IOException {
        return (Integer) Files.getAttribute(path, attribute, NOFOLLOW_LINKS);
    }
}
