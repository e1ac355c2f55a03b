package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Reads what went wrong off the driver's exceptions, and keeps the data that they quote out of logs. */
final class Faults {

    private static final String PART = "database";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DATA_EXCEPTION = "22";
    private static final String INTEGRITY_VIOLATION = "23";
    private static final String CONNECTION = "08";
    private static final String DEPENDENT_OBJECTS = "2BP01";
    private static final String READ_ONLY = "25006";
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** No table, no function, no schema of that name. */
    private static final Set<String> NO_TABLES = Set.of("42P01", "42883", "3F000");

    private Faults() {}

    /**
     * Returns the fault that callers of a port see. It names the stage and the SQLSTATE. Its cause is the driver's, without
     * the rows that the server quoted.
     */
    static AuthUnavailableException unavailable(Exception failure) {
        return new AuthUnavailableException(
                PART,
                reason(failure),
                sqlException(failure).<Exception>map(Faults::withoutData).orElseGet(() -> nameOf(failure)));
    }

    /** Returns what a log says of a failure: a fault names its stage and SQLSTATE, and anything else may quote data. */
    static String inWords(RuntimeException failure) {
        return failure instanceof AuthUnavailableException fault
                ? String.valueOf(fault.getMessage())
                : failure.getClass().getName();
    }

    private static String reason(Exception failure) {
        Optional<String> state = sqlState(failure);
        if (state.filter(NO_TABLES::contains).isPresent()) {
            return "its tables are missing (SQLSTATE " + state.get()
                    + "): PostgresMigrations.migrate makes them, and so does" + " the server's command migrate";
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

    /** HikariCP has no other way to say it. */
    private static boolean isOfClosedPool(Throwable failure) {
        return sqlException(failure)
                .map(e -> String.valueOf(e.getMessage()))
                .filter(message -> message.endsWith("has been closed."))
                .isPresent();
    }

    /** Returns whether the server takes no writes: it is a standby, or was told so. */
    static boolean isReadOnly(Throwable failure) {
        return sqlState(failure).filter(READ_ONLY::equals).isPresent();
    }

    static Optional<String> sqlState(Throwable failure) {
        return sqlException(failure).map(SQLException::getSQLState);
    }

    /** Whether the database gave this work up in favour of a concurrent one: a deadlock, a serialization failure. */
    static boolean isConflict(Throwable failure) {
        return sqlState(failure).filter(CONFLICTS::contains).isPresent();
    }

    /** The unique index that refused a row. */
    static Optional<String> violatedIndex(Throwable failure) {
        return sqlException(failure)
                .filter(e -> UNIQUE_VIOLATION.equals(e.getSQLState()))
                .flatMap(Faults::serverMessage)
                .map(ServerErrorMessage::getConstraint);
    }

    /** What kept something from being dropped, one a line. */
    static Optional<String> dependents(Throwable failure) {
        return sqlException(failure)
                .filter(e -> DEPENDENT_OBJECTS.equals(e.getSQLState()))
                .flatMap(Faults::serverMessage)
                .map(message -> Optional.ofNullable(message.getDetail()).orElse("something depends on the tables"));
    }

    /** Whether the database will never take these values, however often it is asked. */
    static boolean isRefusedData(Throwable failure) {
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

    /** Jdbi's own exceptions quote the arguments of the statement. */
    private static Exception nameOf(Exception failure) {
        Exception bare = new IllegalStateException(failure.getClass().getName());
        bare.setStackTrace(failure.getStackTrace());
        return bare;
    }

    private static Optional<ServerErrorMessage> serverMessage(SQLException e) {
        return e instanceof PSQLException p ? Optional.ofNullable(p.getServerErrorMessage()) : Optional.empty();
    }

    static Optional<SQLException> sqlException(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }
}
