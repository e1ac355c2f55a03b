package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.settings.reader.EnvironmentFiles;
import io.moonlight.auth.bootstrap.settings.reader.Misspellings;
import io.moonlight.auth.bootstrap.settings.reader.SettingsReport;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code check-config}: prints the effective settings, secrets masked, and every problem. Creates and opens nothing. */
@Command(name = "check-config", description = "Prints the effective settings, secrets masked, and every problem.")
final class CheckConfigCommand implements Callable<Integer> {

    private final Shell shell;

    CheckConfigCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Map<String, String> variables = shell.variables();
        SettingsReport report = SettingsReport.of(variables);
        report.entries()
                .forEach(entry -> shell.out().println(entry.name() + "=" + entry.value() + "   # " + entry.origin()));
        Map<String, String> misspelt = Misspellings.in(variables);
        shell.printMisspellings();
        EnvironmentFiles.names(shell.folder(), shell.environment()).stream()
                .filter(name -> !report.knows(name) && !misspelt.containsKey(name))
                .forEach(name -> shell.err().println("note: .env names " + name + ", which is no setting"));
        if (report.problems().isEmpty()) {
            return Main.OK;
        }
        shell.err().println("These settings do not make a server:");
        report.problems().forEach(problem -> shell.err().println("  - " + problem));
        return Main.BAD_SETTINGS;
    }
}
