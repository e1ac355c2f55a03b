package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrate}: updates the tables of the database as a server does when it starts, and takes over the Python plan's. */
@Command(name = "migrate", description = "Brings the tables of the database up to date, and ends.")
final class MigrateCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--from-plan",
            description = "Takes over the users of the Python plan and drops its tables. Make a backup first.")
    private boolean fromPlan;

    MigrateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Settings settings = shell.begin();
        shell.out().println(Database.update(settings, fromPlan) + " migration(s) run; the database is up to date");
        return Main.OK;
    }
}
