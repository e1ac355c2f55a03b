package io.moonlight.auth.bootstrap;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.bootstrap.development.EmbeddedDatabase;
import io.moonlight.auth.bootstrap.plan.PlanTakeover;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.postgres.DatabaseRefusedException;
import io.moonlight.auth.postgres.JdbiDatabase;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.PostgresSettings;
import io.moonlight.auth.postgres.PostgresTables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configured database, or the embedded one. Its start, the migrations and the creation of the pool run in parallel with the
 * rest of the server's start.
 */
final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Optional<CompletableFuture<EmbeddedDatabase>> embedded;
    private final CompletableFuture<PostgresSettings> postgres;
    private final ToIntFunction<DataSource> migration;
    private final CompletableFuture<Integer> migrated;
    private final CompletableFuture<HikariDataSource> pool;
    private volatile boolean closed;

    private Database(Settings settings, ToIntFunction<DataSource> migration, boolean serving) {
        this.migration = migration;
        this.embedded = settings.database().isPresent()
                ? Optional.empty()
                : Optional.of(CompletableFuture.supplyAsync(() -> EmbeddedDatabase.start(home(settings))));
        this.postgres = embedded.map(starting -> starting.thenApply(EmbeddedDatabase::url))
                .orElseGet(() ->
                        CompletableFuture.completedFuture(settings.database().orElseThrow()))
                .thenApply(where -> PostgresSettings.of(where.jdbcUrl(), where.user(), where.password())
                        .withPoolSize(settings.databasePoolSize()));
        this.migrated = postgres.thenApplyAsync(this::migrated);
        this.pool = serving
                ? migrated.thenCombine(postgres, (done, where) -> PostgresDataSource.pool(where))
                : CompletableFuture.failedFuture(new IllegalStateException("no pool was asked for"));
    }

    /**
     * Begins to start the embedded database, if it is used, to migrate the tables, and to create the pool; returns at once.
     */
    static Database begin(Settings settings, Closing closing) {
        return closing.add("database", new Database(settings, Database::migrate, true));
    }

    private static Path home(Settings settings) {
        return settings.dataDir().toAbsolutePath().resolve("postgres");
    }

    /**
     * Migrates the tables, and closes what it opened.
     *
     * @param fromPlan whether to take over the tables of the Python plan
     * @return the number of migrations that ran
     * @throws AuthUnavailableException if the database cannot be reached for half a minute, or a migration fails
     * @throws DatabaseRefusedException at once, if retries cannot succeed
     */
    static int update(Settings settings, boolean fromPlan) {
        ToIntFunction<DataSource> migration = fromPlan ? Database::migrateFromPlan : Database::migrate;
        try (Closing closing = new Closing().atExit()) {
            return await(closing.add("database", new Database(settings, migration, false)).migrated);
        }
    }

    private static int migrate(DataSource database) {
        return PostgresMigrations.migrate(database, PostgresTables.DEFAULT, PlanTakeover::refuse);
    }

    private static int migrateFromPlan(DataSource database) {
        return PostgresMigrations.migrate(database, PostgresTables.DEFAULT, PlanTakeover::begin, PlanTakeover::finish);
    }

    /** Returns the database, over the pool. Callers before {@link #ready} wait. */
    JdbiDatabase database(RandomGenerator random) {
        ConnectionFactory connections = () -> await(pool).getConnection();
        return new JdbiDatabase(connections, random, PostgresTables.DEFAULT);
    }

    /**
     * Waits until the database can be used.
     *
     * @return the connection pool
     * @throws AuthUnavailableException if the database cannot be reached for half a minute, or a migration fails
     * @throws DatabaseRefusedException at once, if retries cannot succeed
     */
    HikariDataSource ready() {
        return await(pool);
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

    /** Closes the pool and stops the embedded database, even while they are being created. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a pool that is never created need not be closed
    public void close() {
        closed = true;
        pool.thenAccept(HikariDataSource::close);
        embedded.ifPresent(starting -> starting.handle((postgres, failure) -> Optional.ofNullable(postgres))
                .join()
                .ifPresent(EmbeddedDatabase::close));
    }

    /**
     * Retries for half a minute, since servers and databases are often started together. That includes unknown host names: names
     * of containers resolve only while these run.
     */
    private int migrated(PostgresSettings where) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try (HikariDataSource few = PostgresDataSource.unboundedPool(where)) {
                int done = migration.applyAsInt(few);
                if (done > 0) {
                    LOG.info("{} database migration(s) run", done);
                }
                return done;
            } catch (AuthUnavailableException e) {
                if (closed || System.nanoTime() > end) {
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
