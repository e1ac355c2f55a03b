package io.moonlight.auth.postgres.internal.migration;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.postgres.PostgresTables;
import io.moonlight.auth.postgres.SchemaRefusedException;
import io.moonlight.auth.postgres.internal.connection.CommittingConnections;
import io.moonlight.auth.postgres.internal.connection.Faults;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Transactions whose search path is the schema of an installation. */
public final class SchemaWork {

    private final Jdbi jdbi;
    private final PostgresTables installation;

    /** @param installation whose schema it is */
    public SchemaWork(DataSource dataSource, PostgresTables installation) {
        this.jdbi = Jdbi.create(new CommittingConnections(dataSource::getConnection));
        this.installation = installation;
    }

    /**
     * Runs the work in a transaction.
     *
     * @throws AuthUnavailableException if the database fails; nothing was changed
     * @throws SchemaRefusedException if the schema does not exist
     */
    public void transaction(HandleConsumer<RuntimeException> work) {
        try {
            jdbi.useTransaction(handle -> {
                handle.execute("SELECT set_config('search_path', quote_ident(?), true)", schema(handle));
                work.useHandle(handle);
            });
        } catch (JdbiException e) {
            throw Faults.unavailable(e);
        }
    }

    private String schema(Handle handle) {
        String wanted = installation.schema().orElse("");
        return handle.select(
                        "SELECT nspname FROM pg_namespace WHERE nspname = COALESCE(NULLIF(?, ''), current_schema())",
                        wanted)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> new SchemaRefusedException(
                        "the tables of MoonLight Auth have no schema",
                        List.of(installation
                                .schema()
                                .map(name -> "there is no schema " + name
                                        + ": create it, or call PostgresMigrations.createSchema")
                                .orElse("no schema of the connection's search path exists"))));
    }
}
