package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bootstrap.development.StartException;
import io.moonlight.auth.bootstrap.settings.SettingsException;
import io.moonlight.auth.postgres.DatabaseRefusedException;
import io.moonlight.auth.postgres.SchemaRefusedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The program. Without a command it serves. Exit codes: 0 for success, 1 if a part failed or could not be started, 2 if the
 * settings or the command line are invalid.
 */
@Command(
        name = "moonlight-auth",
        description = "The login backend. Settings come from the environment and from a file .env here.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        subcommands = HelpCommand.class,
        synopsisSubcommandLabel = "[COMMAND]",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:a part failed, or could not be started",
            "2:the settings do not make a server, or the command line is not understood"
        })
public final class Main implements Callable<Integer> {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_SETTINGS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private final ServeCommand serve;

    private Main(ServeCommand serve) {
        this.serve = serve;
    }

    /** Runs a command. A server's threads keep the process alive until it receives SIGTERM. */
    public static void main(String[] arguments) {
        // the driver sends the time zone of the JVM to PostgreSQL, which may not know it
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        int exit = run(new Shell(Path.of("."), System.getenv(), System.out, System.err), arguments);
        if (exit != OK) {
            System.exit(exit);
        }
    }

    static int run(Shell shell, String... arguments) {
        ServeCommand serve = new ServeCommand(shell);
        return arguments.length == 0 ? started(serve, shell) : parsed(serve, shell, arguments);
    }

    /** Does what the parser would do without arguments, so that a start need not load the parser. */
    private static int started(ServeCommand serve, Shell shell) {
        try {
            return serve.call();
        } catch (RuntimeException e) {
            return report(shell, e);
        }
    }

    private static int parsed(ServeCommand serve, Shell shell, String... arguments) {
        return new CommandLine(new Main(serve))
                .addSubcommand(serve)
                .addSubcommand(new MigrateCommand(shell))
                .addSubcommand(new CheckConfigCommand(shell))
                .addSubcommand(new VersionCommand(shell))
                .setOut(new PrintWriter(shell.out(), true, UTF_8))
                .setErr(new PrintWriter(shell.err(), true, UTF_8))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(shell, failure))
                .execute(arguments);
    }

    @Override
    public Integer call() {
        return serve.call();
    }

    private static int report(Shell shell, Exception failure) {
        if (failure instanceof SettingsException e) {
            shell.err().println("MoonLight Auth cannot start with these settings:");
            e.problems().forEach(problem -> shell.err().println("  - " + problem));
            shell.printMisspellings();
            return BAD_SETTINGS;
        }
        if (failure instanceof IllegalArgumentException) {
            shell.err().println("MoonLight Auth cannot start with these settings:");
            shell.err().println("  - " + failure.getMessage());
            return BAD_SETTINGS;
        }
        if (failure instanceof SchemaRefusedException || failure instanceof DatabaseRefusedException) {
            shell.err().println("MoonLight Auth cannot start: " + failure.getMessage());
            return FAILED;
        }
        if (failure instanceof StartException) {
            shell.err().println("MoonLight Auth " + failure.getMessage());
            return FAILED;
        }
        LOG.debug("the start failed", failure);
        shell.err().println("MoonLight Auth cannot start: " + failure.getMessage() + " (" + Causes.root(failure) + ")");
        return FAILED;
    }
}
