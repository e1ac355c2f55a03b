package io.moonlight.auth.bootstrap;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.bootstrap.settings.DatabaseUrl;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import io.moonlight.auth.postgres.JdbiTransactions;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.PostgresSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database: the one that was set, or the embedded one; its tables brought up to date. */
final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Database() {}

    /** @throws AuthUnavailableException if the database cannot be reached for half a minute, or a migration fails */
    static JdbiTransactions open(Settings settings, RandomGenerator random, Closing closing) {
        DatabaseUrl url = settings.database().orElseGet(() -> embedded(settings, closing));
        PostgresSettings postgres = PostgresSettings.of(url.jdbcUrl(), url.user(), url.password())
                .withPoolSize(settings.databasePoolSize());
        migrate(postgres);
        HikariDataSource pool = closing.add("database pool", PostgresDataSource.pool(postgres));
        return new JdbiTransactions(pool, random);
    }

    private static DatabaseUrl embedded(Settings settings, Closing closing) {
        EmbeddedPostgres postgres = closing.add(
                "embedded PostgreSQL",
                EmbeddedPostgres.start(settings.dataDir().toAbsolutePath().resolve("postgres")));
        return new DatabaseUrl(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /** Servers and databases are often started together; half a minute later it is no longer that. */
    private static void migrate(PostgresSettings postgres) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                int done = PostgresMigrations.migrate(PostgresDataSource.unbounded(postgres));
                if (done > 0) {
                    LOG.info("{} database migration(s) run", done);
                }
                return;
            } catch (AuthUnavailableException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LOG.warn("the database is not ready, trying again: {}", Causes.root(e));
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthUnavailableException("database", e);
        }
    }
}
