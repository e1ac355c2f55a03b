package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.settings.DatabaseUrl;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgresException;
import java.nio.file.Path;

/**
 * The PostgreSQL that a development server brings along. The only class that knows of it: an installation without its
 * jars works as long as another database is set.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** @throws StartException if it does not start, or is not a part of this installation */
    static EmbeddedDatabase start(Path home) {
        try {
            return new EmbeddedDatabase(EmbeddedPostgres.start(home));
        } catch (EmbeddedPostgresException e) {
            throw new StartException("cannot start its embedded PostgreSQL: " + e.getMessage(), e);
        } catch (NoClassDefFoundError e) {
            throw new StartException("has no embedded PostgreSQL in this installation: set DATABASE_URL", e);
        }
    }

    DatabaseUrl url() {
        return new DatabaseUrl(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    @Override
    public void close() {
        postgres.close();
    }
}
