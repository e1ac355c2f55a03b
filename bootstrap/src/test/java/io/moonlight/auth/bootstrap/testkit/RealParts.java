package io.moonlight.auth.bootstrap.testkit;

import io.moonlight.auth.postgres.TestPostgres;
import io.moonlight.auth.redis.TestRedis;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A PostgreSQL database, a Redis and an SMTP server, all of them real and for one test class. */
public final class RealParts implements AutoCloseable {

    /** The setting of this name. */
    public static final String JWT_SECRET_KEY = "9876543210 for all servers of this test";

    private final TestPostgres.Access database = TestPostgres.migratedDatabase();
    private final TestRedis redis = TestRedis.start();
    private final TestSmtpServer smtp = TestSmtpServer.startPlain();
    private final OneConnection connection = new OneConnection(database);

    public TestPostgres.Access database() {
        return database;
    }

    /** The only value of the only row. */
    public String value(String sql) {
        return connection.value(sql);
    }

    /** Runs SQL. */
    public void execute(String sql) {
        connection.execute(sql);
    }

    public TestRedis redis() {
        return redis;
    }

    public TestSmtpServer smtp() {
        return smtp;
    }

    /** The settings of a production server on these parts: everything that is not weakened for speed is as shipped. */
    public Map<String, String> settings() {
        return settings(database);
    }

    /** The same with the database reached elsewhere. */
    public Map<String, String> settings(TestPostgres.Access database) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("APP_ENV", "development");
        settings.put("PORT", "0");
        settings.put("MANAGEMENT_PORT", "0");
        settings.put("SECRET_KEY", "0123456789 for all servers of this test");
        settings.put("JWT_SECRET_KEY", JWT_SECRET_KEY);
        settings.put("DATABASE_URL", url(database));
        settings.put("REDIS_URL", redis.uri().toString());
        settings.put("SMTP_HOST", "127.0.0.1");
        settings.put("SMTP_PORT", Integer.toString(smtp.port()));
        settings.put("SMTP_TLS", "false");
        settings.put("SMTP_FROM", "login@moonlight.example");
        settings.put("BCRYPT_COST", "4");
        settings.put("TRUSTED_PROXIES", "127.0.0.1/32");
        return settings;
    }

    private static String url(TestPostgres.Access database) {
        URI jdbc = URI.create(database.url().substring("jdbc:".length()));
        return "postgresql://" + encoded(database.user()) + ":" + encoded(database.password()) + "@"
                + jdbc.getAuthority() + jdbc.getPath();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        connection.close();
        smtp.close();
        redis.close();
    }
}
