package io.moonlight.auth.embeddedpostgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A numeric account of a POSIX system, with or without a name. */
record Identity(int uid, int gid) {

    /** Returns the account {@code nobody}, which has no rights on every Linux. */
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

    private static int number(Path path, String attribute) throws IOException {
        return (Integer) Files.getAttribute(path, attribute, NOFOLLOW_LINKS);
    }
}
