package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The account that PostgreSQL runs as. It refuses to run as root, and {@code initdb} refuses an account without a name.
 *
 * <p>Root switches to the owner of the data or, if there is no data yet, to {@code nobody}. If that account cannot
 * enter the folder, and for an account without a name, PostgreSQL gets a user namespace of its own: there it sees itself as
 * {@code nobody}, and for the file system it is still the account that started it.
 */
final class RunAs {

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);
    private static final List<String> OWN_NAME_SPACE = List.of("unshare", "-U");

    private final List<String> prefix;
    private final Optional<Identity> account;

    private RunAs(List<String> prefix, Optional<Identity> account) {
        this.prefix = List.copyOf(prefix);
        this.account = account;
    }

    /** @throws EmbeddedPostgresException if this process is root and cannot switch to another account */
    static RunAs choose(Home home, Path binaries) throws IOException {
        if (!Folders.posix()) {
            return myself();
        }
        Path mine = Files.createTempFile(home.folder(), "owner", "");
        Identity me = Identity.ownerOf(mine);
        boolean nameless = Files.getOwner(mine).getName().equals(Integer.toString(me.uid()));
        Files.delete(mine);
        if (!me.isRoot()) {
            return nameless && works(OWN_NAME_SPACE) ? ownNameSpace() : myself();
        }
        Identity account = Files.exists(home.data()) ? Identity.ownerOf(home.data()) : Identity.nobody();
        List<String> handOver = handOver(account);
        if (!account.isRoot() && canEnter(handOver, home.folder()) && canEnter(handOver, binaries)) {
            return new RunAs(handOver, Optional.of(account));
        }
        boolean takeable = account.isRoot() || !Files.exists(home.data());
        if (takeable && works(OWN_NAME_SPACE)) {
            return ownNameSpace();
        }
        throw noWay(home, account, works(handOver) ? closed(handOver, home.folder(), binaries) : Optional.empty());
    }

    List<String> command(Path tool, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(tool.toString());
        command.addAll(arguments);
        return command;
    }

    /** Makes the account the owner of a file or folder that this process created. */
    void own(Path path) throws IOException {
        if (account.isPresent()) {
            account.get().takeOver(path);
        }
    }

    private static RunAs myself() {
        return new RunAs(List.of(), Optional.empty());
    }

    private static RunAs ownNameSpace() {
        return new RunAs(OWN_NAME_SPACE, Optional.empty());
    }

    private static List<String> handOver(Identity account) {
        return List.of("setpriv", "--reuid=" + account.uid(), "--regid=" + account.gid(), "--clear-groups");
    }

    private static boolean works(List<String> prefix) {
        return works(prefix, List.of("true"));
    }

    private static boolean canEnter(List<String> prefix, Path folder) {
        return works(prefix, List.of("test", "-x", folder.toString()));
    }

    /** Returns the first folder on the way to one of these that cannot be entered. */
    private static Optional<Path> closed(List<String> prefix, Path... folders) {
        return Stream.of(folders)
                .flatMap(folder -> Stream.iterate(folder, Objects::nonNull, Path::getParent))
                .filter(step -> !canEnter(prefix, step))
                .min(Comparator.comparing(Path::getNameCount));
    }

    private static boolean works(List<String> prefix, List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return Patience.until(PROBE_LIMIT, () -> !process.isAlive()) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // this system has no such program
        }
    }

    private static EmbeddedPostgresException noWay(Home home, Identity account, Optional<Path> closed) {
        String reason = closed.map(folder -> "uid " + account.uid() + ", which it would run as, cannot enter " + folder)
                .orElse("neither setpriv nor unshare works here");
        String remedy = closed.map(folder ->
                        "Run 'chmod o+x " + folder + "', or put the database elsewhere than " + home.folder() + ", or")
                .orElse("Please");
        return new EmbeddedPostgresException("PostgreSQL does not run as root, and " + reason + ". " + remedy
                + " start this program as an ordinary user who owns the folder.");
    }
}
