package io.moonlight.auth.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.AuthBuilder;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import io.moonlight.auth.postgres.JdbiAuthEvents;
import io.moonlight.auth.postgres.JdbiDatabase;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The pieces of the guide that need a database. */
class DatabasePiecesTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.temporary();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl());
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        return source;
    }

    private static AuthBuilder builder() {
        return Auth.builder()
                .mailer(new InMemoryMailer())
                .passwords(new InMemoryPasswordHasher(Samples.random()))
                .tokens(new InMemoryTokenSigner(Samples.hasher(), Clock.systemUTC()))
                .secret("a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void audit_ofAFailedLogin_isInTheDatabaseOnceTheTrailIsClosed() {
        PostgresMigrations.migrate(dataSource());
        AuthBuilder builder = builder().store(new InMemoryStore()).limiter(new InMemoryRateLimiter(Clock.systemUTC()));
        JdbiAuthEvents trail = Events.audit(builder, new JdbiDatabase(dataSource(), new SecureRandom()));
        try (trail) {
            Answers.login(builder.build(), "nobody@example.org", "whatever");
        }

        assertThat(trail.read(AuditFilter.ALL, new PageRequest(1, 10)))
                .extracting(recorded -> recorded.event().type())
                .containsExactly(AuthEvent.Type.LOGIN_FAILED);
    }

    @Test
    void tables_inASchemaOfTheirOwn_serveUsersAndLimits() {
        AuthStore store = Tables.store(dataSource());
        RateLimiter limiter = Tables.limiter(new JdbiDatabase(dataSource(), new SecureRandom(), Tables.tables()));
        Auth auth = builder().store(store).limiter(limiter).events(event -> {}).build();

        assertThat(Answers.login(auth, "nobody@example.org", "whatever")).isEqualTo("Email or password is wrong");
        assertThat(store.users().exists(new EmailAddress("nobody@example.org"))).isFalse();
    }

    @Test
    void tables_besideAProgramsOwnFlyway_areMadeFirstAndLeaveItsMigrationsAlone() throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE DATABASE with_flyway");
        }
        PGSimpleDataSource source = dataSource();
        source.setDatabaseName("with_flyway");

        Tables.besideYourFlyway(source);
        Tables.besideYourFlyway(source);

        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(
                        "SELECT to_regclass('public.notes') IS NOT NULL"
                                + " AND to_regclass('moonlight_auth.users') IS NOT NULL AND to_regclass('public.users') IS NULL")) {
            assertThat(row.next() && row.getBoolean(1)).isTrue();
        }
    }
}
