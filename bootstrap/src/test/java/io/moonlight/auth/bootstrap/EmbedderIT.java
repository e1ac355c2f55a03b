package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.eclipse.jetty.ee.webapp.WebAppClassLoading;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.xml.XmlParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as other programs have them: on a module path, and several times in one process. */
class EmbedderIT {

    private static final Path LIBRARIES = Path.of("target", "lib");
    private static final Path PROGRAM = Path.of("src", "test", "programs", "embedder");

    /** What Jetty's module descriptors ask for beyond what the HTTP adapter brings along. */
    private static final List<Class<?>> MORE_OF_JETTY =
            List.of(WebAppContext.class, WebAppClassLoading.class, XmlParser.class);

    @TempDir
    Path classes;

    @BeforeEach
    void compile() throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-Xlint:all,-requires-automatic", "-Werror", "-p", modulePath(), "-d", classes.toString()));
        try (Stream<Path> sources = Files.walk(PROGRAM)) {
            sources.map(Path::toString)
                    .filter(source -> source.endsWith(".java"))
                    .forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    @Test
    void everyArtifact_onTheModulePath_findsItsClassesAndItsFiles() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile="
                                + Path.of("src/test/resources/logback-test.xml").toUri(),
                        "-p",
                        modulePath() + File.pathSeparator + classes,
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "-m",
                        "example.embedder/example.embedder.Main")
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).as(output).isZero();
        assertThat(output.lines())
                .contains(
                        "in memory: 1 moon",
                        "migrated: true",
                        "in PostgreSQL: 1 moon",
                        "over HTTP: {\"code\":200,\"message\":\"success\",\"data\":{\"exists\":true}}",
                        "module: example.embedder",
                        "module: io.moonlight.auth.application",
                        "module: io.moonlight.auth.redis")
                .anyMatch(line -> line.matches("mail: .*Example.*"));
    }

    @Test
    void twoClassLoaders_inOneProcess_haveALibraryAndUsersEachOfTheirOwn() throws Exception {
        try (URLClassLoader one = loader();
                URLClassLoader other = loader()) {
            Supplier<?> inOne = logIn(one);
            Supplier<?> inOther = logIn(other);

            assertThat(inOne.getClass()).isNotEqualTo(inOther.getClass());
            assertThat(auth(one)).isNotEqualTo(auth(other));
            assertThat(inOne.get()).isEqualTo("1 moon");
            assertThat(inOther.get()).isEqualTo("1 moon");
        }
    }

    private URLClassLoader loader() throws IOException {
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            URL[] all =
                    Stream.concat(jars, Stream.of(classes)).map(EmbedderIT::url).toArray(URL[]::new);
            return new URLClassLoader(all, ClassLoader.getPlatformClassLoader());
        }
    }

    private static Supplier<?> logIn(ClassLoader loader) throws ReflectiveOperationException {
        return (Supplier<?>)
                loader.loadClass("example.embedder.LogIn").getConstructor().newInstance();
    }

    private static Class<?> auth(ClassLoader loader) throws ClassNotFoundException {
        return loader.loadClass("io.moonlight.auth.application.Auth");
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String modulePath() {
        return Stream.concat(Stream.of(LIBRARIES), MORE_OF_JETTY.stream().map(EmbedderIT::jarOf))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jarOf(Class<?> type) {
        try {
            URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(place);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
