package io.moonlight.auth.postgres.internal.migration;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.postgres.PostgresTables;
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
 * A step of the schema. The steps are listed here rather than found on the class path, so that the packaging of the host
 * application does not matter; the prefix of the installation is in the text before Flyway computes its checksum.
 *
 * @param file the SQL; each name in it starts with {@code ${prefix}}
 * @param tables the tables that it creates
 * @param functions the functions that it creates
 */
public record Migration(String file, List<String> tables, List<String> functions) {

    /** All migrations, in order. */
    public static final List<Migration> ALL = List.of(new Migration(
            "V1__create_tables.sql",
            List.of(
                    "users",
                    "verification_codes",
                    "invitations",
                    "sessions",
                    "known_addresses",
                    "mail_outbox",
                    "auth_events",
                    "rate_limits"),
            List.of("forget_address_of_user", "take_from_budgets")));

    private static final String FOLDER = "/io/moonlight/auth/postgres/migration/";
    private static final String PREFIX_MARK = "${prefix}";
    private static final Set<String> NAMES = ALL.stream()
            .flatMap(migration -> Stream.concat(migration.tables.stream(), migration.functions.stream()))
            .collect(Collectors.toUnmodifiableSet());

    /** Returns the names of the tables and functions of all migrations, without a prefix. */
    public static Set<String> allNames() {
        return NAMES;
    }

    /** Returns the version as the history table has it. */
    String version() {
        return file.substring(1, file.indexOf("__"));
    }

    /** Returns the SQL for this installation. */
    String sql(PostgresTables installation) {
        try (InputStream text = requireNonNull(Migration.class.getResourceAsStream(FOLDER + file), file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).replace(PREFIX_MARK, installation.prefix());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all migrations of an installation, for Flyway. */
    public static ResourceProvider provider(PostgresTables installation) {
        List<LoadableResource> all = ALL.stream()
                .<LoadableResource>map(migration -> new Text(migration.file, migration.sql(installation)))
                .toList();
        return new ResourceProvider() {

            @Override
            @SuppressWarnings("NullAway") // how Flyway expects a missing resource
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

        /** Not empty, although it is on no disk: Flyway would log that it found no migrations. */
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
