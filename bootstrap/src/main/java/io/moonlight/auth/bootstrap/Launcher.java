package io.moonlight.auth.bootstrap;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The main class of the jar: runs {@link Main}, and reports a jar without its libraries in one sentence. Uses the JDK alone,
 * so that it can be loaded without them.
 */
final class Launcher {

    private Launcher() {}

    /** Runs a command, as {@link Main#main} does. */
    public static void main(String[] arguments) throws IOException, URISyntaxException {
        try {
            Main.main(arguments);
        } catch (NoClassDefFoundError e) {
            List<String> missing = missingLibraries();
            if (missing.isEmpty()) {
                throw e;
            }
            System.err.printf(
                    "MoonLight Auth cannot start: the libraries are missing. Keep the folder lib beside moonlight-auth.jar"
                            + " (%d missing, for example %s).%n",
                    missing.size(), missing.get(0));
            System.exit(Main.FAILED);
        }
    }

    /** Returns the entries of the manifest's class path that do not exist; empty if this does not run from a jar. */
    private static List<String> missingLibraries() throws IOException, URISyntaxException {
        Path jar = Path.of(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (!Files.isRegularFile(jar)) {
            return List.of();
        }
        try (JarFile opened = new JarFile(jar.toFile())) {
            String classPath = opened.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Stream.of(classPath.split(" "))
                    .filter(entry -> !Files.exists(jar.resolveSibling(entry)))
                    .toList();
        }
    }
}
