package io.moonlight.auth.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** Data sources as embedders have them. */
final class TestSources {

    private TestSources() {}

    /** Gives what this makes, and knows nothing else. */
    static DataSource of(Callable<Connection> connections) {
        return (DataSource) Proxy.newProxyInstance(
                TestSources.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connections.call();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** The same connection, which ignores {@code close}. */
    static Connection unclosable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                TestSources.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
