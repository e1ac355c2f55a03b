package example.embedder;

import io.javalin.Javalin;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.embeddedpostgres.EmbeddedPostgres;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.javalin.AuthPlugin;
import io.moonlight.auth.postgres.JdbiAuthStore;
import io.moonlight.auth.postgres.PostgresDataSource;
import io.moonlight.auth.postgres.PostgresMigrations;
import io.moonlight.auth.postgres.PostgresSettings;
import io.moonlight.auth.redis.RedisRateLimiter;
import io.moonlight.auth.smtp.MailTemplates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;

/** Uses every artifact once, on a database of its own: what they read of their jars is found, too. */
final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        System.out.println("in memory: " + new LogIn().get());

        try (EmbeddedPostgres postgres = EmbeddedPostgres.temporary()) {
            onPostgres(PostgresSettings.of(postgres.jdbcUrl(), postgres.user(), postgres.password()));
        }
        for (Class<?> type : new Class<?>[] {Main.class, Auth.class, RedisRateLimiter.class}) {
            System.out.println("module: " + type.getModule().getName());
        }
    }

    private static void onPostgres(PostgresSettings settings) throws Exception {
        boolean migrated = PostgresMigrations.migrate(PostgresDataSource.unbounded(settings)) > 0;
        System.out.println("migrated: " + migrated);
        try (var dataSource = PostgresDataSource.pool(settings)) {
            LogIn stored = new LogIn(Auth.builder()
                    .store(new JdbiAuthStore(dataSource, new SecureRandom()))
                    .limiter(new InMemoryRateLimiter(Clock.systemUTC())));
            System.out.println("in PostgreSQL: " + stored.get());
            System.out.println("mail: "
                    + new MailTemplates("Example").render(stored.lastMail()).subject());
            System.out.println("over HTTP: " + checkEmail(stored.auth()));
        }
    }

    private static String checkEmail(Auth auth) throws Exception {
        Javalin server = Javalin.create(
                        config -> config.registerPlugin(new AuthPlugin(HttpApi.builder(auth).build())))
                .start("127.0.0.1", 0);
        try {
            URI call = URI.create("http://127.0.0.1:" + server.port() + "/api/v1/auth/check-email");
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(call)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"moon@example.org\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } finally {
            server.stop();
        }
    }
}
