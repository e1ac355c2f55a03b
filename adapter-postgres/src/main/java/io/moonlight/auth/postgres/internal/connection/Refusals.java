package io.moonlight.auth.postgres.internal.connection;

import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Distinguishes failures that will happen at every attempt from those that may pass, such as a server that is starting. */
public final class Refusals {

    private static final String PROTOCOL_VIOLATION = "08P01";

    /** The login, the database, the schema, the rights and statements, values, and what a server does not have. */
    private static final List<String> LASTING = List.of("28", "3D", "3F", "42", "22", "0A", "08004");

    /** PgBouncer has one SQLSTATE for everything. */
    private static final List<String> OF_POOLERS =
            List.of("authentication failed", "does not exist", "no such user", "no such database");

    /** The driver's message about a certificate for another host names this class in every language. */
    private static final String HOST_NAME_VERIFIER = "PgjdbcHostnameVerifier";

    private Refusals() {}

    /** Returns what is refused and what to change, if another attempt will fail, too; empty if the failure may pass. */
    public static Optional<String> of(Throwable failure) {
        return Faults.sqlException(failure)
                .filter(e -> isLasting(e)
                        || isOfACertificate(failure)
                        || isOfAMissingFile(failure)
                        || said(e).contains(HOST_NAME_VERIFIER))
                .map(e -> sentence(e, failure));
    }

    private static boolean isLasting(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return LASTING.stream().anyMatch(state::startsWith)
                || (state.equals(PROTOCOL_VIOLATION) && OF_POOLERS.stream().anyMatch(said(e)::contains));
    }

    private static boolean isOfACertificate(Throwable failure) {
        return causes(failure)
                .anyMatch(t -> t instanceof CertificateException
                        || t instanceof CertPathBuilderException
                        || t instanceof CertPathValidatorException);
    }

    private static boolean isOfAMissingFile(Throwable failure) {
        return causes(failure).anyMatch(t -> t instanceof FileNotFoundException || t instanceof NoSuchFileException);
    }

    private static String sentence(SQLException e, Throwable failure) {
        String said = isOfACertificate(failure)
                ? String.valueOf(causes(failure)
                        .reduce((outer, inner) -> inner)
                        .orElse(failure)
                        .getMessage())
                : said(e);
        String sentence = "the database refuses: " + said + " (SQLSTATE " + e.getSQLState() + ")";
        return advice(String.valueOf(e.getSQLState()), said, isOfACertificate(failure))
                .map(advice -> sentence + "; " + advice)
                .orElse(sentence);
    }

    private static Optional<String> advice(String state, String said, boolean ofACertificate) {
        if (ofACertificate) {
            return Optional.of("name the certificate to trust with sslrootcert in the URL");
        }
        if (said.contains(HOST_NAME_VERIFIER)) {
            return Optional.of("its certificate is for another host name: connect to a name that stands in it");
        }
        if (said.contains("\"TimeZone\"")) {
            return Optional.of("it does not know the time zone of this JVM: start that with -Duser.timezone=UTC");
        }
        return state.equals("42501")
                ? Optional.of("the user needs the right to create tables there: make it the owner of the database")
                : Optional.empty();
    }

    /** Returns what stands below the words of a pool. */
    private static String said(SQLException e) {
        return String.valueOf(causes(e)
                .filter(SQLException.class::isInstance)
                .reduce((outer, inner) -> inner)
                .orElse(e)
                .getMessage());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause);
    }
}
