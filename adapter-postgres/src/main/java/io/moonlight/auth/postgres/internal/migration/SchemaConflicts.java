package io.moonlight.auth.postgres.internal.migration;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.PostgresTables;
import io.moonlight.auth.postgres.SchemaRefusedException;
import io.moonlight.auth.postgres.internal.connection.Faults;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Checks that the names of the tables and functions that migrations will create are free, and that they can be created. */
public final class SchemaConflicts {

    private final Handle handle;
    private final PostgresTables installation;

    /** @param handle whose search path is the schema to check */
    public SchemaConflicts(Handle handle, PostgresTables installation) {
        this.handle = handle;
        this.installation = installation;
    }

    /**
     * Checks the names of all migrations that have not run yet.
     *
     * @throws SchemaRefusedException naming all tables and functions that are there already
     * @throws AuthUnavailableException with SQLSTATE 42501 if the user may not create the history table, which Flyway
     *     would try again for ten seconds
     */
    public void refuse() {
        Set<String> done = Set.copyOf(done());
        List<String> problems = new ArrayList<>();
        Migration.ALL.stream()
                .filter(migration -> !done.contains(migration.version()))
                .forEach(migration -> {
                    migration.tables().stream()
                            .map(installation::name)
                            .filter(this::isRelation)
                            .forEach(name -> problems.add(name + ": of another program"));
                    migration.functions().stream()
                            .map(installation::name)
                            .filter(this::isFunction)
                            .forEach(name -> problems.add(name + ": a function of another program"));
                });
        if (!problems.isEmpty()) {
            throw new SchemaRefusedException(
                    "the schema " + schema() + " has tables or functions where MoonLight Auth creates its own",
                    problems);
        }
        if (!isRelation(installation.name(PostgresMigrations.HISTORY_TABLE)) && !mayCreateTables()) {
            throw Faults.unavailable(new SQLException("permission denied for schema " + schema(), "42501"));
        }
    }

    private boolean mayCreateTables() {
        return handle.select("SELECT has_schema_privilege(current_schema(), 'CREATE')")
                .mapTo(Boolean.class)
                .one();
    }

    /** Returns the migrations that have run; a history without one was left behind by a failed migration. */
    private List<String> done() {
        String history = installation.name(PostgresMigrations.HISTORY_TABLE);
        return isRelation(history)
                ? handle.select("SELECT version FROM " + history + " WHERE version <> '0' AND success")
                        .mapTo(String.class)
                        .list()
                : List.of();
    }

    private boolean isRelation(String name) {
        return handle.select("SELECT to_regclass(?) IS NOT NULL", name)
                .mapTo(Boolean.class)
                .one();
    }

    private boolean isFunction(String name) {
        return handle.select("""
                        SELECT EXISTS (
                            SELECT FROM pg_proc
                            WHERE proname = ? AND pronamespace = CAST(quote_ident(current_schema()) AS regnamespace))""", name).mapTo(Boolean.class).one();
    }

    private String schema() {
        return handle.select("SELECT current_schema()").mapTo(String.class).one();
    }
}
