package io.moonlight.auth.postgres.internal.migration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * Limits the search path that Flyway sets to the transaction. Flyway sets it for the session, which through a pooler belongs
 * to the next client.
 */
public final class FlywayConnections {

    private static final String OF_SESSION = "SELECT set_config('search_path', ?, false)";
    private static final String OF_TRANSACTION = "SELECT set_config('search_path', ?, true)";

    private FlywayConnections() {}

    /** Returns the same connections for Flyway. */
    public static DataSource of(DataSource dataSource) {
        return wrapped(DataSource.class, dataSource);
    }

    private static <T> T wrapped(Class<T> type, T real) {
        InvocationHandler calls = (self, method, arguments) -> {
            if (arguments != null && arguments.length > 0 && OF_SESSION.equals(arguments[0])) {
                arguments[0] = OF_TRANSACTION;
            }
            try {
                Object result = method.invoke(real, arguments);
                return result instanceof Connection made ? wrapped(Connection.class, made) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
