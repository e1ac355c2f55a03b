package io.moonlight.auth.bootstrap.settings;

import java.util.Locale;
import java.util.Optional;

/** What is good enough for one person's machine, and not for users. */
final class ProductionRules {

    private static final int LEAST_BCRYPT_COST = 10;
    private static final int LEAST_DISTINCT_CHARACTERS = 8;

    private ProductionRules() {}

    static void check(Values values, Settings settings) {
        values.require(Catalog.SECRET_KEY, "make one, for example with `openssl rand -base64 48`");
        values.require(Catalog.JWT_SECRET_KEY, "make one, for example with `openssl rand -base64 48`");
        values.require(Catalog.DATABASE_URL, "there is no embedded database in production");
        values.require(Catalog.REDIS_URL, "limits must be shared by all servers and survive a restart");
        values.require(Catalog.SMTP_HOST, "codes must reach people");
        weak(values, Catalog.SECRET_KEY, settings.secrets().secretKey());
        weak(values, Catalog.JWT_SECRET_KEY, settings.secrets().jwtSecretKey());
        if (settings.secrets().secretKey().isPresent()
                && settings.secrets().secretKey().equals(settings.secrets().jwtSecretKey())) {
            values.problem(Catalog.JWT_SECRET_KEY, "is the same as SECRET_KEY: make another");
        }
        if (settings.bcryptCost() < LEAST_BCRYPT_COST) {
            values.problem(Catalog.BCRYPT_COST, "is less than " + LEAST_BCRYPT_COST);
        }
        if (settings.debug()) {
            values.problem(Catalog.DEBUG, "is true");
        }
        settings.smtp()
                .filter(smtp -> !smtp.tls() && smtp.credentials().isPresent())
                .ifPresent(smtp -> values.problem(
                        Catalog.SMTP_TLS, "is false: the password of the mail account would travel in clear"));
    }

    private static void weak(Values values, Setting<?> setting, Optional<String> secret) {
        secret.map(text -> text.toLowerCase(Locale.ROOT))
                .filter(text -> text.chars().distinct().count() < LEAST_DISTINCT_CHARACTERS
                        || text.contains("change-me")
                        || text.contains("change-in-production")
                        || text.contains("your-secret")
                        || text.contains("your-jwt-secret"))
                .ifPresent(text -> values.problem(setting, "is no secret: make a random one"));
    }
}
