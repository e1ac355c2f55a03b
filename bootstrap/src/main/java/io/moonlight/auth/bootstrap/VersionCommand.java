package io.moonlight.auth.bootstrap;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code version}: prints the version of the program and of its Java. */
@Command(name = "version", description = "Prints the version of this program and of its Java.")
final class VersionCommand implements Callable<Integer> {

    private final Shell shell;

    VersionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.out().println(line());
        return Main.OK;
    }

    private static String line() {
        return "moonlight-auth " + Version.current() + " (Java " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ")";
    }

    /** Prints the same for {@code --version}. */
    static final class Provider implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {line()};
        }
    }
}
