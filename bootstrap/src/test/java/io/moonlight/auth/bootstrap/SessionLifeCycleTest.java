package io.moonlight.auth.bootstrap;

import io.moonlight.auth.application.lifecycle.SessionLifeCycleContract;
import io.moonlight.auth.application.lifecycle.World;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.postgres.JdbiAuthStore;
import io.moonlight.auth.postgres.PostgresStore;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The life of sessions on PostgreSQL, with real JSON Web Tokens. */
class SessionLifeCycleTest extends SessionLifeCycleContract {

    private static final byte[] SECRET = "a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8);

    private static PostgresStore store;
    private static World world;

    @BeforeAll
    static void open() {
        store = PostgresStore.create();
        world = new World((rest, clock) -> rest.store(new JdbiAuthStore(store.database()))
                .tokens(new JwtTokenSigner(JwtKeys.of(JwtKey.hs256(SECRET)), new JwtOptions("test", "test"), clock))
                .events(event -> {})
                .secret(SECRET));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    protected World world() {
        return world;
    }

    @Override
    protected int sequences() {
        return 500;
    }

    @Override
    protected int steps() {
        return 16;
    }
}
