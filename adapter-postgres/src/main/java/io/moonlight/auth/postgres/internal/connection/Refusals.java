package io.moonlight.auth.postgres.internal.connection;

import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;

/** Distinguishes failures that will happen at every attempt from those that may pass, such as a server that is starting. */
public final class Refusals {

    private static final String PROTOCOL_VIOLATION = "08P01";

    /** The login, the database, the schema, the rights and statements, values, and what a server does not have. */
    private static final List<String> LASTING = List.of("28", "3D", "3F", "42", "22", "0A", "08004");

    /** PgBouncer has one SQLSTATE for everything. */
    private static final List<String> OF_POOLERS =
            List.of("authentication failed", "does not exist", "no such user", "no such database");

    /** The part of the server that refuses a login without the right to connect; its message may be in any language. */
    private static final String CHECKS_THE_RIGHT_TO_CONNECT = "CheckMyDatabase";

    private static final List<Class<? extends Exception>> OF_CERTIFICATES = List.of(
            CertificateException.class,
            CertPathBuilderException.class,
            CertPathValidatorException.class,
            InvalidAlgorithmParameterException.class); // a file without certificates

    /** A file or a class that a parameter of the URL names, and that is not there. */
    private static final List<Class<? extends Exception>> OF_PARAMETERS = List.of(
            FileNotFoundException.class,
            NoSuchFileException.class,
            ReflectiveOperationException.class,
            ClassCastException.class);

    /** The driver's message about a certificate for another host names this class in every language. */
    private static final String HOST_NAME_VERIFIER = "PgjdbcHostnameVerifier";

    private Refusals() {}

    /** Returns what is refused and what to change, if another attempt will fail, too; empty if the failure may pass. */
    public static Optional<String> of(Throwable failure) {
        return Faults.sqlException(failure)
                .filter(e -> isLasting(e)
                        || hasCause(failure, OF_CERTIFICATES)
                        || hasCause(failure, OF_PARAMETERS)
                        || said(e).contains(HOST_NAME_VERIFIER))
                .map(e -> sentence(e, failure));
    }

    private static boolean isLasting(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return LASTING.stream().anyMatch(state::startsWith)
                || (state.equals(PROTOCOL_VIOLATION) && OF_POOLERS.stream().anyMatch(said(e)::contains));
    }

    private static boolean hasCause(Throwable failure, List<Class<? extends Exception>> types) {
        return causes(failure).anyMatch(t -> types.stream().anyMatch(type -> type.isInstance(t)));
    }

    private static String sentence(SQLException e, Throwable failure) {
        boolean ofACertificate = hasCause(failure, OF_CERTIFICATES);
        String said = ofACertificate
                ? String.valueOf(causes(failure)
                        .reduce((outer, inner) -> inner)
                        .orElse(failure)
                        .getMessage())
                : said(e);
        String sentence = "the database refuses: " + said + " (SQLSTATE " + e.getSQLState() + ")";
        return advice(e, said, ofACertificate)
                .map(advice -> sentence + "; " + advice)
                .orElse(sentence);
    }

    private static Optional<String> advice(SQLException e, String said, boolean ofACertificate) {
        if (ofACertificate) {
            return Optional.of("name the certificate to trust with sslrootcert in the URL");
        }
        if (said.contains(HOST_NAME_VERIFIER)) {
            return Optional.of("its certificate is for another host name: connect to a name that stands in it");
        }
        if (said.contains("\"TimeZone\"")) {
            return Optional.of("it does not know the time zone of this JVM: start that with -Duser.timezone=UTC");
        }
        if (!"42501".equals(e.getSQLState())) {
            return Optional.empty();
        }
        return Optional.of(
                isOfTheRightToConnect(e)
                        ? "the user may not connect to it: GRANT CONNECT ON DATABASE … TO the user"
                        : "the user needs the right to create tables there: make it the owner of the database");
    }

    private static boolean isOfTheRightToConnect(SQLException failure) {
        return causes(failure)
                .filter(PSQLException.class::isInstance)
                .map(e -> ((PSQLException) e).getServerErrorMessage())
                .anyMatch(message -> message != null && CHECKS_THE_RIGHT_TO_CONNECT.equals(message.getRoutine()));
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
