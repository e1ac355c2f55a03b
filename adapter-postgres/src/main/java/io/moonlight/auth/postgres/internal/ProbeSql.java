package io.moonlight.auth.postgres.internal;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Whether calls would work. */
public interface ProbeSql {

    /** Finds nothing and locks nothing, but fails wherever a write would: on a standby, and without the tables. */
    @SqlQuery("SELECT id FROM <users> WHERE false FOR UPDATE")
    Optional<Long> writable();
}
