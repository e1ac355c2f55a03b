package io.moonlight.auth.bootstrap.development;

import io.moonlight.auth.bootstrap.settings.DatabaseUrl;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgresException;
import java.nio.file.Path;

/**
 * The embedded PostgreSQL of a development server. No other class refers to its library: an installation without its jars
 * works while another database is set.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts the database.
     *
     * @throws StartException if it does not start, or is not part of this installation
     */
    public static EmbeddedDatabase start(Path home) {
        try {
            return new EmbeddedDatabase(EmbeddedPostgres.start(home));
        } catch (EmbeddedPostgresException e) {
            throw new StartException("cannot start its embedded PostgreSQL: " + e.getMessage(), e);
        } catch (NoClassDefFoundError e) {
            throw new StartException("has no embedded PostgreSQL in this installation: set DATABASE_URL", e);
        }
    }

    /** Returns how to connect to the database. */
    public DatabaseUrl url() {
        return new DatabaseUrl(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    @Override
    public void close() {
        postgres.close();
    }
}
