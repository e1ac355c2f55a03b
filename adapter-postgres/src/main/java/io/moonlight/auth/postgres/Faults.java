package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Reads what went wrong off the driver's exceptions, and keeps the data that they quote out of logs. */
final class Faults {

    private static final String PART = "database";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DATA_EXCEPTION = "22";
    private static final String INTEGRITY_VIOLATION = "23";
    private static final String DEPENDENT_OBJECTS = "2BP01";
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    private Faults() {}

    /** The fault that callers of a port see. Its cause is the driver's, without the rows that the server quoted. */
    static AuthUnavailableException unavailable(Exception failure) {
        return new AuthUnavailableException(
                PART, sqlException(failure).<Exception>map(Faults::withoutData).orElseGet(() -> nameOf(failure)));
    }

    /** Whether the database gave this work up in favour of a concurrent one: a deadlock, a serialization failure. */
    static boolean isConflict(Throwable failure) {
        return sqlException(failure)
                .map(SQLException::getSQLState)
                .filter(CONFLICTS::contains)
                .isPresent();
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
        return sqlException(failure)
                .map(SQLException::getSQLState)
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

    private static Optional<SQLException> sqlException(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }
}
