package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * How to connect to PostgreSQL, and how long to wait for it. With the defaults every call returns or fails within five
 * seconds, whatever happens to the server.
 *
 * @param url {@code jdbc:postgresql://…}; a parameter in it takes precedence over the setting of the same meaning
 * @param user the name of the role
 * @param password of that user, may be empty
 * @param poolSize the maximum number of connections, at least 1; default {@value #DEFAULT_POOL_SIZE}
 * @param poolWait how long a call waits for a connection, at least 250 ms; default 2 s
 * @param connectTimeout how long opening a connection may take, whole seconds; default 2 s
 * @param socketTimeout how long the server may be silent before the connection is closed, whole seconds, longer than
 *     {@code statementTimeout}; default 3 s
 * @param statementTimeout the maximum duration of a statement; default 2.5 s
 * @param lockTimeout how long a statement waits for a lock; default 2 s
 * @param idleInTransactionTimeout how long a transaction may be idle; default 10 s
 * @param applicationName the name of the connections in the views of the server
 */
public record PostgresSettings(
        String url,
        String user,
        String password,
        int poolSize,
        Duration poolWait,
        Duration connectTimeout,
        Duration socketTimeout,
        Duration statementTimeout,
        Duration lockTimeout,
        Duration idleInTransactionTimeout,
        String applicationName) {

    /** The driver supports no user before the hosts, and would write the whole URL to its log. */
    private static final Pattern SHAPE = Pattern.compile("jdbc:postgresql:[^?@]*(\\?.*)?");

    private static final int DEFAULT_POOL_SIZE = 10;
    private static final Duration POOL_WAIT = Duration.ofSeconds(2);
    private static final Duration LEAST_POOL_WAIT = Duration.ofMillis(250);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofMillis(2_500);
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration IDLE_IN_TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
    private static final String APPLICATION_NAME = "moonlight-auth";

    /** @throws IllegalArgumentException naming everything that is out of range */
    public PostgresSettings {
        List<String> problems = new ArrayList<>();
        requireNonNull(url, "url");
        check(SHAPE.matcher(url).matches(), "url is jdbc:postgresql:…, without user and password", problems);
        checkNames(url, problems);
        check(!requireNonNull(user, "user").isEmpty(), "user is not empty", problems);
        requireNonNull(password, "password");
        requireNonNull(applicationName, "applicationName");
        check(poolSize >= 1, "poolSize >= 1", problems);
        check(poolWait.compareTo(LEAST_POOL_WAIT) >= 0, "poolWait >= 250 ms", problems);
        check(wholeSeconds(connectTimeout), "connectTimeout is whole seconds, at least one", problems);
        check(wholeSeconds(socketTimeout), "socketTimeout is whole seconds, at least one", problems);
        check(socketTimeout.compareTo(statementTimeout) > 0, "socketTimeout > statementTimeout", problems);
        check(statementTimeout.toMillis() > 0, "statementTimeout > 0", problems);
        check(lockTimeout.toMillis() > 0, "lockTimeout > 0", problems);
        check(idleInTransactionTimeout.toMillis() > 0, "idleInTransactionTimeout > 0", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("PostgreSQL settings: " + String.join("; ", problems));
        }
    }

    /** Returns the default settings for this database. */
    public static PostgresSettings of(String url, String user, String password) {
        return new PostgresSettings(
                url,
                user,
                password,
                DEFAULT_POOL_SIZE,
                POOL_WAIT,
                CONNECT_TIMEOUT,
                SOCKET_TIMEOUT,
                STATEMENT_TIMEOUT,
                LOCK_TIMEOUT,
                IDLE_IN_TRANSACTION_TIMEOUT,
                APPLICATION_NAME);
    }

    /** Returns the same with another pool size. */
    public PostgresSettings withPoolSize(int connections) {
        return new PostgresSettings(
                url,
                user,
                password,
                connections,
                poolWait,
                connectTimeout,
                socketTimeout,
                statementTimeout,
                lockTimeout,
                idleInTransactionTimeout,
                applicationName);
    }

    /** Returns whether the driver knows a parameter of the URL by this name. */
    public static boolean isParameter(String name) {
        return PGProperty.forName(name) != null;
    }

    /**
     * Returns whether the driver understands a value of this parameter, which it knows: one of its choices, {@code true} or
     * {@code false}, or a whole number, as its default shows. Any text is one if the default shows nothing.
     */
    public static boolean isValue(String name, String value) {
        PGProperty parameter = PGProperty.forName(name);
        String usual = requireNonNullElse(parameter.getDefaultValue(), "");
        String[] choices = parameter.getChoices();
        if (choices != null) {
            String[] values = parameter == PGProperty.REQUIRE_AUTH ? value.split(",", -1) : new String[] {value};
            return List.of(choices).containsAll(List.of(values));
        }
        if (usual.matches("true|false")) {
            return value.matches("(?i)true|false");
        }
        return !usual.matches("-?[0-9]+") || value.matches("-?[0-9]{1,9}");
    }

    /** The driver ignores an unknown parameter, such as a misspelt {@code sslmode}, and all values but the last. */
    private static void checkNames(String url, List<String> problems) {
        Map<String, String> seen = new HashMap<>();
        for (String parameter : url.substring(url.indexOf('?') + 1).split("&", -1)) {
            String name = parameter.replaceFirst("=.*", "");
            if (url.contains("?") && !name.isEmpty() && !isParameter(name)) {
                problems.add("url has the parameter " + name + ", which the driver does not know");
            }
            if (!parameter.equals(requireNonNullElse(seen.put(name, parameter), parameter))) {
                problems.add("url has the parameter " + name + " twice, with different values");
            }
        }
    }

    /**
     * Returns the parameters of the URL, by the driver's names.
     *
     * @throws IllegalArgumentException if the driver cannot read the URL
     */
    Properties inUrl() {
        Properties parameters = Driver.parseURL(url, new Properties());
        if (parameters == null) {
            throw new IllegalArgumentException("PostgreSQL settings: the driver cannot read the url");
        }
        return parameters;
    }

    private static boolean wholeSeconds(Duration duration) {
        return duration.getSeconds() >= 1 && duration.getNano() == 0;
    }

    private static void check(boolean holds, String rule, List<String> problems) {
        if (!holds) {
            problems.add(rule);
        }
    }

    /** Returns the URL without its parameters, which may contain a password, and without user and password. */
    @Override
    public String toString() {
        return "PostgresSettings[" + url.replaceAll("\\?.*", "***") + "]";
    }
}
