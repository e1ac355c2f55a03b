package io.moonlight.auth.examples.guide;

import io.moonlight.auth.application.limit.FallbackRateLimiter;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.postgres.JdbiAuthStore;
import io.moonlight.auth.postgres.JdbiDatabase;
import io.moonlight.auth.postgres.JdbiRateLimiter;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.PostgresTables;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The library's tables beside others. */
final class Tables {

    private Tables() {}

    static PostgresTables tables() {
        // guide: begin tables
        PostgresTables tables = PostgresTables.in("auth").withPrefix("ml_"); // auth.ml_users, auth.ml_sessions …
        // guide: end
        return tables;
    }

    static AuthStore store(DataSource dataSource) {
        PostgresTables tables = tables();
        // guide: begin store-in-tables
        PostgresMigrations.createSchema(dataSource, tables); // if it is not there
        PostgresMigrations.migrate(dataSource, tables);
        var database = new JdbiDatabase(dataSource, new SecureRandom(), tables);
        AuthStore store = new JdbiAuthStore(database);
        // guide: end
        return store;
    }

    /** Beside a program's own migrations, of which {@code db/migration/V1__notes.sql} is the first. */
    static void besideYourFlyway(DataSource dataSource) {
        // guide: begin beside-your-flyway
        PostgresTables tables = PostgresTables.in("moonlight_auth"); // your Flyway finds its own schema empty
        PostgresMigrations.createSchema(dataSource, tables);
        PostgresMigrations.migrate(dataSource, tables);
        Flyway.configure().dataSource(dataSource).load().migrate();
        // guide: end
    }

    static RateLimiter limiter(JdbiDatabase database) {
        // guide: begin postgres-limiter
        var clock = Clock.systemUTC();
        RateLimiter limiter =
                new FallbackRateLimiter(new JdbiRateLimiter(database), new InMemoryRateLimiter(clock), clock);
        // guide: end
        return limiter;
    }
}
