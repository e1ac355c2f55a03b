package io.moonlight.auth.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.postgres.internal.sql.SqlNames;
import io.moonlight.auth.testkit.AuthStoreFixture;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/** A store on a database of its own, and its pool. */
public final class PostgresStore extends AuthStoreFixture implements AutoCloseable {

    private final PostgresSettings settings;
    private final HikariDataSource pool;
    private final JdbiDatabase database;
    private final Jdbi behind;

    private PostgresStore(PostgresSettings settings, HikariDataSource pool, JdbiDatabase database) {
        super(new JdbiAuthStore(database));
        this.settings = settings;
        this.pool = pool;
        this.database = database;
        this.behind = Jdbi.create(pool);
        behind.getConfig(SqlStatements.class).setTemplateEngine(new SqlNames(database.tables()));
    }

    /** On a new database with our tables. */
    public static PostgresStore create() {
        return on(TestPostgres.migratedDatabase());
    }

    /** On a database that has our tables. */
    public static PostgresStore on(TestPostgres.Access database) {
        return on(database.settings());
    }

    /** With these settings, on a database that has our tables. */
    public static PostgresStore on(PostgresSettings settings) {
        return on(settings, PostgresTables.DEFAULT);
    }

    /** With these settings, on a database that has these tables. */
    static PostgresStore on(PostgresSettings settings, PostgresTables tables) {
        HikariDataSource pool = PostgresDataSource.pool(settings);
        return new PostgresStore(settings, pool, new JdbiDatabase(pool, new SecureRandom(), tables));
    }

    /** Without any rows. */
    public PostgresStore emptied() {
        execute(
                "TRUNCATE <users>, <verification_codes>, <invitations>, <sessions>, <mail_outbox>, <known_addresses>, <auth_events>, <rate_limits>");
        return this;
    }

    /** Runs a statement behind the ports' backs; {@code <users>} stands for the name of that table. */
    public int execute(String sql, Object... arguments) {
        return behind.withHandle(handle -> handle.execute(sql, arguments));
    }

    /** Runs statements without the timeouts of the store, on a connection of their own: for many rows on a busy machine. */
    void fill(String... statements) {
        Jdbi.create(PostgresDataSource.unbounded(settings))
                .useHandle(handle -> List.of(statements).forEach(handle::execute));
    }

    /** How many statements the server has given up for a deadlock. */
    public long deadlocks() {
        pool.getHikariPoolMXBean().softEvictConnections(); // they count for the last time when they close
        return behind.withHandle(
                handle -> handle.select("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                        .mapTo(Long.class)
                        .one());
    }

    /** A connection beside those of the ports. */
    public Handle handle() {
        return behind.open();
    }

    /** The way to the database that the ports use. */
    public JdbiDatabase database() {
        return database;
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return database.inTransaction(work);
    }

    @Override
    public void switchOff(UserId id) {
        execute("UPDATE <users> SET is_active = false WHERE id = ?", id.value());
    }

    @Override
    public void delete(UserId id) {
        execute("DELETE FROM <users> WHERE id = ?", id.value());
    }

    @Override
    public void moveTo(UserId id, EmailAddress email) {
        execute("UPDATE <users> SET email = ? WHERE id = ?", email.value(), id.value());
    }

    @Override
    public boolean isEmpty() {
        return behind.withHandle(
                handle -> handle.select("""
                        SELECT NOT EXISTS (SELECT FROM <users>) AND NOT EXISTS (SELECT FROM <known_addresses>)
                            AND NOT EXISTS (SELECT FROM <verification_codes>) AND NOT EXISTS (SELECT FROM <sessions>)
                            AND NOT EXISTS (SELECT FROM <mail_outbox>) AND NOT EXISTS (SELECT FROM <invitations>)""").mapTo(Boolean.class).one());
    }

    @Override
    public void close() {
        pool.close();
    }
}
