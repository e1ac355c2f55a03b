package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.settings.Settings;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code serve}: starts the server, whose threads keep running after this call returns. */
@Command(name = "serve", description = "Serves until it receives SIGTERM. The default command.")
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final Shell shell;

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Settings settings = shell.begin();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.error("the thread {} has ended by a failure", thread.getName(), failure));
        Closing closing = new Closing().atExit();
        try {
            announce(settings, MoonLightServer.start(settings, closing));
        } catch (RuntimeException e) {
            if (!closing.isExiting()) {
                throw e;
            }
        }
        return Main.OK;
    }

    private static void announce(Settings settings, MoonLightServer server) {
        LOG.info(
                "{} {} serves on {} ({})",
                settings.appName(),
                Version.current(),
                server.uri(),
                settings.environment().name().toLowerCase(Locale.ROOT));
        LOG.info("health and metrics are on {}", server.managementUri());
        server.mailbox().ifPresent(mailbox -> LOG.info("mails are not sent but shown at {}", mailbox));
    }
}
