package io.moonlight.auth.postgres.internal.connection;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the exceptions of the driver mean; the data that they quote is kept out of logs. */
public final class Faults {

    private static final String PART = "database";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DATA_EXCEPTION = "22";
    private static final String INTEGRITY_VIOLATION = "23";
    private static final String CONNECTION = "08";
    private static final String READ_ONLY = "25006";
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** Undefined table, function or schema. */
    private static final Set<String> NO_TABLES = Set.of("42P01", "42883", "3F000");

    private Faults() {}

    /**
     * Returns the fault that callers of a port see. It names the stage and the SQLSTATE. Its cause is the driver's exception
     * without the rows that the server quoted.
     */
    public static AuthUnavailableException unavailable(Exception failure) {
        return new AuthUnavailableException(
                PART,
                reason(failure),
                sqlException(failure).<Exception>map(Faults::withoutData).orElseGet(() -> nameOf(failure)));
    }

    /** Returns the text of a failure for a log: the message of a fault, and only the type of any other, which may quote data. */
    public static String inWords(RuntimeException failure) {
        return failure instanceof AuthUnavailableException fault
                ? String.valueOf(fault.getMessage())
                : failure.getClass().getName();
    }

    private static String reason(Exception failure) {
        Optional<String> state = sqlState(failure);
        if (state.filter(NO_TABLES::contains).isPresent()) {
            return "its tables are missing (SQLSTATE " + state.get()
                    + "): PostgresMigrations.migrate makes them, and so does the server's command migrate";
        }
        if (isReadOnly(failure)) {
            return "it takes no writes (SQLSTATE " + READ_ONLY + ")";
        }
        String stage = isOfOpening(failure) ? "no connection" : "a statement failed";
        return stage
                + state.map(s -> " (SQLSTATE " + s + ")")
                        .orElse(isOfClosedPool(failure) ? ": the data source is closed" : "");
    }

    private static boolean isOfOpening(Throwable failure) {
        return failure instanceof ConnectionException
                || sqlException(failure)
                        .filter(SQLTransientConnectionException.class::isInstance)
                        .isPresent()
                || sqlState(failure).filter(s -> s.startsWith(CONNECTION)).isPresent();
    }

    /** HikariCP signals it in no other way. */
    private static boolean isOfClosedPool(Throwable failure) {
        return sqlException(failure)
                .map(e -> String.valueOf(e.getMessage()))
                .filter(message -> message.endsWith("has been closed."))
                .isPresent();
    }

    /** Returns whether the server accepts no writes: it is a standby, or set to read-only. */
    public static boolean isReadOnly(Throwable failure) {
        return sqlState(failure).filter(READ_ONLY::equals).isPresent();
    }

    /** Returns the SQLSTATE of the driver's exception, if there is one. */
    public static Optional<String> sqlState(Throwable failure) {
        return sqlException(failure).map(SQLException::getSQLState);
    }

    /** Returns whether PostgreSQL aborted this work for a concurrent one: a deadlock, a serialization failure. */
    public static boolean isConflict(Throwable failure) {
        return sqlState(failure).filter(CONFLICTS::contains).isPresent();
    }

    /** Returns the unique index that rejected a row. */
    public static Optional<String> violatedIndex(Throwable failure) {
        return sqlException(failure)
                .filter(e -> UNIQUE_VIOLATION.equals(e.getSQLState()))
                .flatMap(Faults::serverMessage)
                .map(ServerErrorMessage::getConstraint);
    }

    /** Returns whether the database rejects these values at every attempt. */
    public static boolean isRefusedData(Throwable failure) {
        return sqlState(failure)
                .filter(state -> state.startsWith(DATA_EXCEPTION) || state.startsWith(INTEGRITY_VIOLATION))
                .isPresent();
    }

    private static SQLException withoutData(SQLException e) {
        Optional<ServerErrorMessage> message = serverMessage(e);
        if (message.isEmpty()) {
            return e;
        }
        SQLException bare = new SQLException(message.get().getMessage(), e.getSQLState());
        bare.setStackTrace(e.getStackTrace());
        return bare;
    }

    /** The exceptions of Jdbi quote the arguments of the statement. */
    private static Exception nameOf(Exception failure) {
        Exception bare = new IllegalStateException(failure.getClass().getName());
        bare.setStackTrace(failure.getStackTrace());
        return bare;
    }

    private static Optional<ServerErrorMessage> serverMessage(SQLException e) {
        return e instanceof PSQLException p ? Optional.ofNullable(p.getServerErrorMessage()) : Optional.empty();
    }

    /** Returns the first exception of the driver among the causes. */
    public static Optional<SQLException> sqlException(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }
}
