package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a certificate of its own, that asks for the password by MD5. */
class SecretsOnTheWayTest {

    private static RealPostgres server;
    private static Path certificate;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path data = RealPostgres.newData("md5");
        Path made = Files.createTempDirectory("certificate");
        Process openssl = new ProcessBuilder(
                        Programs.find("openssl").toString(),
                        "req",
                        "-new",
                        "-x509",
                        "-days",
                        "2",
                        "-nodes",
                        "-newkey",
                        "rsa:2048",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        made.resolve("key.pem").toString(),
                        "-out",
                        made.resolve("certificate.pem").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.waitFor()).isZero();
        certificate = made.resolve("certificate.pem");
        Path key = Programs.file(data, "server.key", Files.readString(made.resolve("key.pem")));
        Path shown = Programs.file(data, "server.crt", Files.readString(certificate));
        server = RealPostgres.start(
                data, "password_encryption=md5", "ssl=on", "ssl_key_file=" + key, "ssl_cert_file=" + shown);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Connection connect(String parameters) throws SQLException {
        return PostgresDataSource.unbounded(server.access(parameters).settings())
                .getConnection();
    }

    @Test
    void getConnection_ofAServerThatAsksByMd5_sendsNoPassword() {
        assertThatThrownBy(() -> connect("")).isInstanceOf(SQLException.class).hasMessageContaining("requireAuth");
        assertThatThrownBy(() -> PostgresMigrations.migrate(
                        PostgresDataSource.unbounded(server.access("").settings())))
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContaining("requireAuth=md5");
    }

    @Test
    void getConnection_withRequireAuthInTheUrl_letsItWin() throws SQLException {
        connect("?requireAuth=md5").close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslmode=verify-full", "sslmode=verify-ca", "ssl=true"})
    void getConnection_thatVerifies_refusesACertificateThatTheJvmDoesNotTrust(String parameter) {
        PostgresSettings settings =
                server.access("?requireAuth=md5&" + parameter).settings();

        assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(settings)))
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContainingAll("certification path", "sslrootcert");
    }

    @Test
    void getConnection_withSslrootcert_trustsThat() throws SQLException {
        connect("?requireAuth=md5&sslmode=verify-full&sslrootcert=" + certificate)
                .close();
    }

    @Test
    void getConnection_withACertificateFileThatIsEmpty_isRefused() throws IOException {
        Path empty = Files.createTempFile("empty", ".pem");
        PostgresSettings settings = server.access("?requireAuth=md5&sslmode=verify-full&sslrootcert=" + empty)
                .settings();

        assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(settings)))
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContaining("sslrootcert");
        Files.delete(empty);
    }

    @Test
    void getConnection_toAnotherName_isRefused() {
        PostgresSettings settings = server.access("?requireAuth=md5&sslmode=verify-full&sslrootcert=" + certificate)
                .throughPort(server.port())
                .settings();

        assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(settings)))
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContainingAll("127.0.0.1", "08006", "another host name");
        try (HikariDataSource few = PostgresDataSource.unboundedPool(settings)) {
            assertThatThrownBy(() -> PostgresMigrations.migrate(few)).isInstanceOf(DatabaseRefusedException.class);
        }
    }

    /** The messages of the driver are in the language of the JVM. */
    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "it", "ja", "ko", "ru", "tr", "zh-CN", "zh-TW"})
    void message_aboutAnotherName_hasTheNameOfTheVerifierInEachLanguage(String language) {
        ResourceBundle messages =
                ResourceBundle.getBundle("org.postgresql.translation.messages", Locale.forLanguageTag(language));
        String ofDriver = "The hostname {0} could not be verified by hostnameverifier {1}.";

        assertThat(messages.containsKey(ofDriver) ? messages.getString(ofDriver) : ofDriver)
                .contains("{0}", "{1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-file.pem"})
    void getConnection_withACertificateFileThatCannotBeRead_isRefused(String file) {
        Path named = certificate.resolveSibling(file);
        PostgresSettings settings = server.access("?requireAuth=md5&sslmode=verify-full&sslrootcert=" + named)
                .settings();

        assertThatThrownBy(() -> PostgresMigrations.migrate(PostgresDataSource.unbounded(settings)))
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContaining(named.toString());
    }
}
