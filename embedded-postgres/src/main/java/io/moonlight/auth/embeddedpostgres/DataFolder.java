package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's data in a home. It is created beside its place and moved there when it is complete. */
final class DataFolder {

    private static final String OWNER_ONLY = "rwx------";
    private static final int SHOWN_LINES = 3;

    private final Home home;
    private final Tools tools;
    private final Settings settings;

    DataFolder(Home home, Tools tools, Settings settings) {
        this.home = home;
        this.tools = tools;
        this.settings = settings;
    }

    /** @throws EmbeddedPostgresException if the data was created by another major version */
    void ensure(String user, String password) throws IOException {
        if (!Files.exists(home.data())) {
            create(user, password);
            return;
        }
        String made = Files.readString(home.data().resolve("PG_VERSION")).strip();
        String own = tools.majorVersion();
        if (!made.equals(own)) {
            throw new EmbeddedPostgresException("The data in " + home.data() + " was created by PostgreSQL " + made
                    + ", and this is PostgreSQL " + own + ". Dump them with version " + made
                    + " and load them into a new folder, or move the folder away to start again.");
        }
    }

    private void create(String user, String password) throws IOException {
        Path fresh = home.folder().resolve("data.new");
        Folders.deleteTree(fresh);
        Folders.create(fresh, OWNER_ONLY);
        tools.runAs().own(fresh);
        Path passwordFile = home.folder().resolve("initdb-password");
        try {
            Folders.writePrivately(passwordFile, password);
            tools.runAs().own(passwordFile);
            List<String> arguments = new ArrayList<>(settings.initdbArguments());
            arguments.addAll(List.of("--pgdata=" + fresh, "--username=" + user, "--pwfile=" + passwordFile));
            if (tools.run("initdb", arguments) != 0) {
                throw failed(tools.output());
            }
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        settings.includeIn(fresh);
        Files.move(fresh, home.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private EmbeddedPostgresException failed(String output) {
        String hint = output.contains("could not look up effective user ID")
                ? " PostgreSQL needs an account that has a name: add this user id to /etc/passwd,"
                        + " or start the program as a user who is in it."
                : "";
        return new EmbeddedPostgresException("No database could be created in " + home.folder() + "." + hint
                + " PostgreSQL's initdb says: " + lastLines(output));
    }

    private static String lastLines(String output) {
        List<String> lines = output.lines().toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }
}
