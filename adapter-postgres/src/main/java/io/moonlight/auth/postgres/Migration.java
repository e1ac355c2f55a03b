package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * A step of the schema. They are listed rather than looked for, so that it does not matter how the program around is
 * packed; and read with the names of the installation in them, so that Flyway's checksums are those of what was run.
 *
 * @param file its SQL, beside this class; {@code ${prefix}} stands before each name in it
 * @param tables that it makes
 * @param functions that it makes
 */
record Migration(String file, List<String> tables, List<String> functions) {

    /** All of them, in order. */
    static final List<Migration> ALL = List.of(new Migration(
            "V1__create_tables.sql",
            List.of(
                    "users",
                    "verification_codes",
                    "sessions",
                    "known_addresses",
                    "mail_outbox",
                    "auth_events",
                    "rate_limits"),
            List.of("forget_address_of_user", "take_from_budgets")));

    private static final String FOLDER = "migration/";
    private static final String PREFIX_MARK = "${prefix}";
    private static final Set<String> NAMES = ALL.stream()
            .flatMap(migration -> Stream.concat(migration.tables.stream(), migration.functions.stream()))
            .collect(Collectors.toUnmodifiableSet());

    /** What we call the tables and functions of all of them. */
    static Set<String> allNames() {
        return NAMES;
    }

    /** As the history counts it. */
    String version() {
        return file.substring(1, file.indexOf("__"));
    }

    /** What is run for this installation. */
    String sql(PostgresTables installation) {
        try (InputStream text = requireNonNull(Migration.class.getResourceAsStream(FOLDER + file), file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).replace(PREFIX_MARK, installation.prefix());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, for Flyway. */
    static ResourceProvider provider(PostgresTables installation) {
        List<LoadableResource> all = ALL.stream()
                .<LoadableResource>map(migration -> new Text(migration.file, migration.sql(installation)))
                .toList();
        return new ResourceProvider() {

            @Override
            @SuppressWarnings("NullAway") // Flyway's way to say that there is none
            public LoadableResource getResource(String name) {
                return all.stream()
                        .filter(text -> text.getRelativePath().equals(name))
                        .findFirst()
                        .orElse(null);
            }

            @Override
            public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
                return all.stream()
                        .filter(text -> text.getFilename().startsWith(prefix)
                                && Arrays.stream(suffixes).anyMatch(text.getFilename()::endsWith))
                        .toList();
            }
        };
    }

    /** A file's text. */
    private static final class Text extends LoadableResource {

        private final String file;
        private final String sql;

        Text(String file, String sql) {
            this.file = file;
            this.sql = sql;
        }

        @Override
        public Reader read() {
            return new StringReader(sql);
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER + file;
        }

        /** The same, although it is on no disk: Flyway logs that it found no migrations if none has such a path. */
        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return file;
        }

        @Override
        public String getRelativePath() {
            return FOLDER + file;
        }
    }
}
