package io.moonlight.auth.postgres.internal;

import java.util.Arrays;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Reads the queries off the interfaces that hold them, for those calls that do not go through a SQL object. */
public final class SqlText {

    private SqlText() {}

    /** What the method of this name runs; there is one, and it is a query. */
    public static String of(Class<?> statements, String method) {
        return Arrays.stream(statements.getDeclaredMethods())
                .filter(it -> it.getName().equals(method))
                .map(it -> it.getAnnotation(SqlQuery.class).value())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + method + " in " + statements));
    }
}
