package io.moonlight.auth.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Whether the names that migrations will give are free. */
final class SchemaConflicts {

    private final Handle handle;
    private final PostgresTables installation;

    /** @param handle whose search path is the one schema that is looked at */
    SchemaConflicts(Handle handle, PostgresTables installation) {
        this.handle = handle;
        this.installation = installation;
    }

    /**
     * Looks at the names of all migrations that have not run yet.
     *
     * @throws SchemaRefusedException naming everything that is there already
     */
    void refuse() {
        Set<String> done = Set.copyOf(done());
        boolean isForPlanTakeover = installation.equals(PostgresTables.DEFAULT) && done.isEmpty();
        List<String> problems = new ArrayList<>();
        for (Migration migration : Migration.ALL) {
            if (done.contains(migration.version())) {
                continue;
            }
            if (!isForPlanTakeover) {
                migration.tables().stream()
                        .map(installation::name)
                        .filter(this::isRelation)
                        .forEach(name -> problems.add(name + ": of another program"));
            }
            migration.functions().stream()
                    .map(installation::name)
                    .filter(this::isFunction)
                    .forEach(name -> problems.add(name + ": a function of another program"));
        }
        if (!problems.isEmpty()) {
            throw new SchemaRefusedException(
                    "the schema " + schema() + " has what MoonLight Auth would make in it under the same name",
                    problems);
        }
    }

    /** The migrations that have run; a history that only begins is left behind by one that failed. */
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
