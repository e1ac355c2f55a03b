package io.moonlight.auth.bootstrap.settings;

import io.moonlight.auth.smtp.SmtpTls;
import java.util.List;
import java.util.Locale;

/** What is good enough for one person's machine, and not for users. */
final class ProductionRules {

    private static final String PLACEHOLDER = "change-me";
    private static final int LEAST_BCRYPT_COST = 10;
    private static final int LEAST_DISTINCT_CHARACTERS = 8;

    private ProductionRules() {}

    static void check(Values values, Settings settings) {
        values.require(Catalog.SECRET_KEY, "make one, for example with `openssl rand -base64 48`");
        requireSigningKey(values, settings.tokens().keys().algorithm());
        values.require(Catalog.DATABASE_URL, "there is no embedded database in production");
        values.require(Catalog.REDIS_URL, "limits must be shared by all servers and survive a restart");
        values.require(Catalog.SMTP_HOST, "codes must reach people");
        checkSecrets(values, settings.secrets());
        checkPlaceholders(values);
        if (settings.bcryptCost() < LEAST_BCRYPT_COST) {
            values.problem(Catalog.BCRYPT_COST, "is less than " + LEAST_BCRYPT_COST);
        }
        if (settings.debug()) {
            values.problem(Catalog.DEBUG, "is true");
        }
        settings.smtp()
                .filter(smtp -> smtp.tls() == SmtpTls.NONE && smtp.credentials().isPresent())
                .ifPresent(smtp -> values.problem(
                        Catalog.SMTP_TLS, "is false: the password of the mail account would travel in clear"));
    }

    private static void requireSigningKey(Values values, JwtAlgorithm algorithm) {
        if (values.isWrong(Catalog.JWT_ALGORITHM)) {
            return;
        }
        switch (algorithm) {
            case HS256 ->
                values.require(Catalog.JWT_SECRET_KEY, "make one, for example with `openssl rand -base64 48`");
            case RS256 ->
                values.require(
                        Catalog.JWT_PRIVATE_KEY,
                        "make one, for example with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`");
            case ES256 ->
                values.require(
                        Catalog.JWT_PRIVATE_KEY,
                        "make one, for example with `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`");
        }
    }

    private static void checkSecrets(Values values, SecretSettings secrets) {
        List<String> key = secrets.secretKey().stream().toList();
        List<String> jwtKey = secrets.jwtSecretKey().stream().toList();
        check(values, Catalog.SECRET_KEY, key, List.of());
        check(values, Catalog.JWT_SECRET_KEY, jwtKey, key);
        check(values, Catalog.JWT_VERIFICATION_SECRETS, secrets.jwtVerificationSecrets(), key);
        check(values, Catalog.ADMIN_API_KEY, secrets.adminKey().stream().toList(), key);
    }

    private static void check(Values values, Setting<?> setting, List<String> secrets, List<String> taken) {
        if (secrets.stream().anyMatch(ProductionRules::isWeak)) {
            values.problem(setting, "is no secret: make a random one");
        }
        if (secrets.stream().anyMatch(taken::contains)) {
            values.problem(setting, "is the same as SECRET_KEY: make another");
        }
    }

    /** The manifests for Kubernetes have this text wherever a value of the operator's own is wanted. */
    private static void checkPlaceholders(Values values) {
        for (Setting<?> setting : Catalog.ALL) {
            if (!values.isWrong(setting) && values.holds(setting, PLACEHOLDER)) {
                values.problem(setting, "still holds the placeholder " + PLACEHOLDER);
            }
        }
    }

    private static boolean isWeak(String secret) {
        String text = secret.toLowerCase(Locale.ROOT);
        return text.chars().distinct().count() < LEAST_DISTINCT_CHARACTERS
                || text.contains(PLACEHOLDER)
                || text.contains("change-in-production")
                || text.contains("your-secret")
                || text.contains("your-jwt-secret");
    }
}
