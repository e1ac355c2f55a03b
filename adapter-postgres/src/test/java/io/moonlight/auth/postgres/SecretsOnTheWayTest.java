package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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
    void getConnection_toAnotherName_isRefused() {
        PostgresSettings settings = server.access("?requireAuth=md5&sslmode=verify-full&sslrootcert=" + certificate)
                .throughPort(server.port())
                .settings();

        assertThatThrownBy(() -> PostgresDataSource.unbounded(settings).getConnection())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("127.0.0.1");
    }
}
