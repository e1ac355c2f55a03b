package io.moonlight.auth.bootstrap;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.bootstrap.monitoring.Monitoring;
import io.moonlight.auth.bootstrap.settings.DatabaseUrl;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.postgres.JdbiTransactions;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: the one that was set, or the embedded one. Its start, and the update of its tables, run beside the rest
 * of the server's start.
 */
final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Settings settings;
    private final Optional<CompletableFuture<EmbeddedDatabase>> embedded;
    private Optional<CompletableFuture<Void>> migrated = Optional.empty();

    private Database(Settings settings) {
        this.settings = settings;
        this.embedded = settings.database().isPresent()
                ? Optional.empty()
                : Optional.of(CompletableFuture.supplyAsync(() -> EmbeddedDatabase.start(home(settings))));
    }

    /** Begins to start the embedded database, if that is what is wanted, and returns at once. */
    static Database begin(Settings settings, Closing closing) {
        return closing.add("embedded PostgreSQL", new Database(settings));
    }

    private static Path home(Settings settings) {
        return settings.dataDir().toAbsolutePath().resolve("postgres");
    }

    /**
     * Brings the tables up to date, and closes what it opened.
     *
     * @return how many migrations were run
     * @throws AuthUnavailableException if the database cannot be reached for half a minute, or a migration fails
     */
    static int update(Settings settings) {
        try (Closing closing = new Closing()) {
            return migrate(begin(settings, closing).postgres());
        }
    }

    private PostgresSettings postgres() {
        DatabaseUrl where = settings.database()
                .orElseGet(() -> await(embedded.orElseThrow()).url());
        return PostgresSettings.of(where.jdbcUrl(), where.user(), where.password())
                .withPoolSize(settings.databasePoolSize());
    }

    /** Opens the pool, and begins to bring the tables up to date. Nothing may be asked of it before {@link #ready}. */
    JdbiTransactions open(RandomGenerator random, Closing closing, Monitoring monitoring) {
        PostgresSettings postgres = postgres();
        migrated = Optional.of(CompletableFuture.runAsync(() -> migrate(postgres)));
        HikariDataSource pool = closing.add("database pool", PostgresDataSource.pool(postgres));
        monitoring.watch(pool);
        return new JdbiTransactions(pool, random);
    }

    /** @throws AuthUnavailableException if the database cannot be reached for half a minute, or a migration fails */
    void ready() {
        await(migrated.orElseThrow());
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw e;
        }
    }

    /** Stops the embedded database, even if its start was still under way. */
    @Override
    public void close() {
        embedded.ifPresent(starting -> starting.handle((postgres, failure) -> Optional.ofNullable(postgres))
                .join()
                .ifPresent(EmbeddedDatabase::close));
    }

    /** Servers and databases are often started together; half a minute later it is no longer that. */
    private static int migrate(PostgresSettings postgres) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                int done = PostgresMigrations.migrate(PostgresDataSource.unbounded(postgres));
                if (done > 0) {
                    LOG.info("{} database migration(s) run", done);
                }
                return done;
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
