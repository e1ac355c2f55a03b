package io.moonlight.auth.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import io.moonlight.auth.bootstrap.plan.PlanDatabase;
import io.moonlight.auth.bootstrap.settings.reader.SettingsTable;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.postgres.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The commands that end by themselves: what they print, and their exit codes. */
class CommandsTest {

    @TempDir
    Path folder;

    @AfterEach
    void restoreTheLog() throws JoranException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    private record Outcome(int exit, String out, String err) {}

    private Outcome run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell =
                new Shell(folder, environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        int exit = Main.run(shell, arguments);
        return new Outcome(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void version_printsTheProgramAndItsJava(String how) {
        Outcome version = run(Map.of(), how);

        assertThat(version.exit()).isZero();
        assertThat(version.out()).startsWith("moonlight-auth ").contains("Java " + System.getProperty("java.version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help"})
    void help_namesEveryCommandAndTheExitCodes(String how) {
        Outcome help = run(Map.of(), how);

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("serve", "migrate", "check-config", "version", "help", "Exit codes:");
        assertThat(help.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "--port=80"})
    void anythingElse_isNotUnderstoodAndStartsNothing(String argument) {
        Outcome unknown = run(Map.of(), argument);

        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains(argument);
        assertThat(unknown.out()).isEmpty();
    }

    @Test
    void checkConfig_ofGoodSettings_printsThemAllWithSecretsMasked() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "a secret that stands in a file, alone\n");
        Files.writeString(folder.resolve(".env"), "BCRYPT_COST=6\nPROT=8080\nOTHER=1\n");

        Outcome check = run(
                Map.of(
                        "SECRET_KEY_FILE", file.toString(),
                        "JWT_SECRET_KEY", "another secret of thirty-two characters",
                        "DATABASE_URL", "postgresql://me:pass-word@db.example.org:5432/app?password=pass-word",
                        "REDIS_URL", "redis://:pass-word@redis.example.org:6379/0",
                        "SMTP_HOST", "mail.example.org",
                        "SMTP_USER", "login@example.org",
                        "SMTP_PASSWORD", "pass-word"),
                "check-config");

        assertThat(check.exit()).as(check.err()).isZero();
        assertThat(check.out())
                .contains(
                        "SECRET_KEY=***   # file\n",
                        "JWT_SECRET_KEY=***   # set\n",
                        "DATABASE_URL=postgresql://***@db.example.org:5432/app?***   # set\n",
                        "REDIS_URL=redis://***@redis.example.org:6379/0   # set\n",
                        "SMTP_PASSWORD=***   # set\n",
                        "BCRYPT_COST=6   # set\n",
                        "PORT=8000   # default\n")
                .doesNotContain("pass-word")
                .doesNotContain("another secret")
                .doesNotContain("stands in a file");
        assertThat(check.err())
                .isEqualTo(
                        "note: PROT is no setting; did you mean PORT?\nnote: .env names OTHER, which is no setting\n");
        assertThat(check.out().lines()).hasSize(settingsInTheReadme());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "migrate", "check-config"})
    void start_withFoldersThatCannotBeCreated_namesTheirSettingsAndCreatesNothing(String command) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("absent"));

        Outcome start = run(
                Map.of(
                        "DATA_DIR", file.resolve("a/b").toString(),
                        "LOG_DIR", link.resolve("logs").toString()),
                command);

        assertThat(start.exit()).isEqualTo(2);
        assertThat(start.err())
                .contains(
                        "  - DATA_DIR is not usable: files cannot be created in that folder\n",
                        "  - LOG_DIR is not usable: files cannot be created in that folder\n");
        try (Stream<Path> found = Files.list(folder)) {
            assertThat(found).containsExactlyInAnyOrder(file, link);
        }
    }

    @Test
    void checkConfig_ofFoldersThatDoNotExistYet_createsNone() {
        Path folders = folder.resolve("a/b");

        Outcome check = run(Map.of("DATA_DIR", folders.toString(), "LOG_DIR", folders.toString()), "check-config");

        assertThat(check.exit()).as(check.err()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    /** Whatever else is set, nothing is stored there in production. */
    @Test
    void checkConfig_ofADataFolderThatIsNotNeeded_doesNotLookAtIt() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Map<String, String> settings = new HashMap<>(production());
        settings.put("DATA_DIR", file.toString());

        Outcome check = run(settings, "check-config");

        assertThat(check.exit()).as(check.err()).isZero();
    }

    @Test
    void serve_withAMisspeltSettingThatIsMissed_namesIt() {
        Outcome serve = run(Map.of("APP_ENV", "production", "DATABSE_URL", "postgresql://me@db/app"));

        assertThat(serve.exit()).isEqualTo(2);
        assertThat(serve.err())
                .contains("DATABASE_URL is not set", "note: DATABSE_URL is no setting; did you mean DATABASE_URL?");
    }

    @Test
    void serve_withAnUnreadableLineInTheFile_namesTheLine() throws Exception {
        Files.writeString(folder.resolve(".env"), "PORT=0\nSECRET_KEY='abc\n");

        Outcome serve = run(Map.of());

        assertThat(serve.exit()).isEqualTo(2);
        assertThat(serve.err()).contains("  - .env line 2 is not readable: the quote is not closed\n");
    }

    @Test
    void checkConfig_ofDefaults_printsThoseThatHoldThere() {
        Outcome development = run(Map.of("DEBUG", "true"), "check-config");
        Outcome production = run(production(), "check-config");

        assertThat(development.out())
                .contains(
                        "SHUTDOWN_DRAIN_SECONDS=0   # default\n",
                        "LOG_FORMAT=text   # default\n",
                        "LOG_LEVEL=debug   # default\n",
                        "SECRET_KEY=generated once   # default\n",
                        "DATABASE_URL=an embedded PostgreSQL   # default\n");
        assertThat(production.exit()).as(production.err()).isZero();
        assertThat(production.out())
                .contains(
                        "SHUTDOWN_DRAIN_SECONDS=3   # default\n",
                        "LOG_FORMAT=json   # default\n",
                        "LOG_LEVEL=info   # default\n",
                        "LIMITER=redis   # default\n",
                        "JWT_PRIVATE_KEY=none   # default\n",
                        "SMTP_FROM=login@example.org   # default\n")
                .doesNotContain("development");
    }

    private static Map<String, String> production() {
        return Map.of(
                "APP_ENV", "production",
                "SECRET_KEY", "0123456789abcdefghijklmnopqrstuvwxyz",
                "JWT_SECRET_KEY", "zyxwvutsrqponmlkjihgfedcba9876543210",
                "DATABASE_URL", "postgresql://me@db.example.org/app",
                "REDIS_URL", "redis://redis.example.org",
                "SMTP_HOST", "mail.example.org",
                "SMTP_USER", "login@example.org",
                "SMTP_PASSWORD", "pass-word");
    }

    private static int settingsInTheReadme() {
        return SettingsTable.names().size();
    }

    @Test
    void checkConfig_ofBadSettings_namesAllProblemsAndNoSecret() {
        Outcome check = run(Map.of("APP_ENV", "production", "SECRET_KEY", "shorty", "PORT", "x"), "check-config");

        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.out()).contains("APP_ENV=production", "SECRET_KEY=***");
        assertThat(check.err())
                .contains("SECRET_KEY", "JWT_SECRET_KEY", "PORT", "DATABASE_URL", "REDIS_URL", "SMTP_HOST")
                .doesNotContain("shorty");
    }

    @Test
    void migrate_ofAnEmptyDatabase_makesTheTablesOnce() {
        try (RealParts parts = new RealParts()) {
            Map<String, String> settings = parts.settings(TestPostgres.emptyDatabase());

            Outcome first = run(settings, "migrate");
            Outcome second = run(settings, "migrate");

            assertThat(first.exit()).as(first.err()).isZero();
            assertThat(first.out()).matches("[1-9][0-9]* migration\\(s\\) run; the database is up to date\n");
            assertThat(second.out()).isEqualTo("0 migration(s) run; the database is up to date\n");
        }
    }

    @Test
    void migrate_ofThePlansDatabase_needsTheOption() {
        TestPostgres.Access database = PlanDatabase.create();
        PlanDatabase.addUser(database, 7, "moon@example.org", "moon");
        try (RealParts parts = new RealParts()) {
            Map<String, String> settings = parts.settings(database);

            Outcome plain = run(settings, "migrate");
            Outcome fromPlan = run(settings, "migrate", "--from-plan");

            assertThat(plain.exit()).isEqualTo(1);
            assertThat(plain.err()).contains("nothing was changed", "moonlight-auth migrate --from-plan");
            assertThat(fromPlan.exit()).as(fromPlan.err()).isZero();
            assertThat(fromPlan.out()).endsWith(" migration(s) run; the database is up to date\n");
        }
    }

    @Test
    void migrate_ofThePlansDatabaseThatDoesNotFit_listsWhyAndExitsWith1() {
        TestPostgres.Access database = PlanDatabase.create();
        PlanDatabase.addUser(database, 7, "no address", "moon");
        PlanDatabase.addUser(database, 8, "star@example.org", "8");
        try (RealParts parts = new RealParts()) {
            Outcome migrate = run(parts.settings(database), "migrate", "--from-plan");

            assertThat(migrate.exit()).isEqualTo(1);
            assertThat(migrate.err()).contains("\n  - user 7: the email", "\n  - user 8: the username");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "migrate"})
    void start_withAWrongPassword_doesNotTryAgainAndSaysWhy(String command) throws Exception {
        TestPostgres.Access database = TestPostgres.emptyDatabase();
        URI where = URI.create(database.url().substring("jdbc:".length()));
        String url = "postgresql://" + database.user() + ":wrong@" + where.getAuthority() + where.getPath();
        Path logs = folder.resolve("logs");

        Outcome start = run(
                Map.of(
                        "DATABASE_URL",
                        url,
                        "DATABSE_URL",
                        url,
                        "DATA_DIR",
                        folder.resolve("data").toString(),
                        "LOG_DIR",
                        logs.toString(),
                        "LOG_FORMAT",
                        "json"),
                command);

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.err())
                .startsWith("MoonLight Auth cannot start: the database refuses: ")
                .contains("password authentication failed", "28P01")
                .doesNotContain("wrong");
        assertThat(Files.readString(logs.resolve("moonlight-auth.log")))
                .contains("DATABSE_URL is no setting; did you mean DATABASE_URL?")
                .doesNotContain("trying again", "wrong");
    }

    /** The driver sends the time zone of the JVM to PostgreSQL, which need not know it. */
    @Test
    void main_inAnyTimeZone_runsInUtc() {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(new SimpleTimeZone(3_600_000, "Moon/Base"));
        try {
            Main.main(new String[] {"version"});

            assertThat(TimeZone.getDefault().getID()).isEqualTo("UTC");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void migrate_withBadSettings_touchesNothing() {
        Outcome migrate = run(Map.of("APP_ENV", "production"), "migrate");

        assertThat(migrate.exit()).isEqualTo(2);
        assertThat(migrate.err()).contains("DATABASE_URL");
        assertThat(folder).isEmptyDirectory();
    }
}
