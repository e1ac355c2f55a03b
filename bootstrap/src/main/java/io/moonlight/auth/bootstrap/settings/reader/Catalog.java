package io.moonlight.auth.bootstrap.settings.reader;

import io.moonlight.auth.bcrypt.HashingEngine;
import io.moonlight.auth.bootstrap.settings.AppEnvironment;
import io.moonlight.auth.bootstrap.settings.DatabaseUrl;
import io.moonlight.auth.bootstrap.settings.JwtAlgorithm;
import io.moonlight.auth.bootstrap.settings.Limiter;
import io.moonlight.auth.bootstrap.settings.LogSettings;
import io.moonlight.auth.bootstrap.settings.Registration;
import io.moonlight.auth.bootstrap.settings.reader.Setting.Visibility;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.EmailDomains;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.smtp.SmtpTls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/** Every setting. {@code docs/settings.md} describes them in this order; a test compares names, defaults and ranges. */
final class Catalog {

    private static final List<Setting<?>> LISTED = new ArrayList<>();

    static final Setting<String> APP_NAME = of("APP_NAME", "MoonLight", Function.identity());
    static final Setting<Language> DEFAULT_LANGUAGE =
            of("DEFAULT_LANGUAGE", "zh", Parsers.oneOf(Language.values(), Language::tag));
    static final Setting<AppEnvironment> APP_ENV = of("APP_ENV", "development", Parsers.oneOf(AppEnvironment.values()));
    static final Setting<Boolean> DEBUG = of("DEBUG", "false", Parsers::flag);
    static final Setting<String> HOST = of("HOST", "127.0.0.1", Parsers::host);
    static final Setting<Integer> PORT = of("PORT", "8000", Parsers.integer(0, 65_535));
    static final Setting<Integer> MANAGEMENT_PORT = of("MANAGEMENT_PORT", "8001", Parsers.integer(0, 65_535));
    static final Setting<Integer> SHUTDOWN_DRAIN_SECONDS =
            optional("SHUTDOWN_DRAIN_SECONDS", "0 (development), 3", Parsers.integer(0, 60));
    static final Setting<Path> DATA_DIR = of("DATA_DIR", "./data", Parsers::path);

    static final Setting<LogSettings.Format> LOG_FORMAT =
            optional("LOG_FORMAT", "text (development), json", Parsers.oneOf(LogSettings.Format.values()));
    static final Setting<Level> LOG_LEVEL = of("LOG_LEVEL", "info", Parsers::logLevel);
    static final Setting<Path> LOG_DIR = optional("LOG_DIR", "none", Parsers::path);
    static final Setting<Integer> LOG_FILE_MEGABYTES = of("LOG_FILE_MEGABYTES", "100", Parsers.integer(1, 10_000));
    static final Setting<Integer> LOG_KEEP_DAYS = of("LOG_KEEP_DAYS", "14", Parsers.integer(1, 3650));
    static final Setting<Boolean> ACCESS_LOG = of("ACCESS_LOG", "true", Parsers::flag);

    static final Setting<String> SECRET_KEY = secret("SECRET_KEY", "generated once (development)", Parsers::secret);
    static final Setting<String> JWT_SECRET_KEY =
            secret("JWT_SECRET_KEY", "generated once (development)", Parsers::secret);
    static final Setting<JwtAlgorithm> JWT_ALGORITHM =
            of("JWT_ALGORITHM", "HS256", Parsers.oneOf(JwtAlgorithm.values(), JwtAlgorithm::name));
    static final Setting<String> JWT_PRIVATE_KEY =
            secret("JWT_PRIVATE_KEY", "generated once (development)", Function.identity());
    static final Setting<List<JwtKey>> JWT_VERIFICATION_KEYS =
            secret("JWT_VERIFICATION_KEYS", "none", JwtKey::publicKeys);
    static final Setting<List<String>> JWT_VERIFICATION_SECRETS =
            secret("JWT_VERIFICATION_SECRETS", "none", Parsers::secrets);
    static final Setting<String> JWT_ISSUER = of("JWT_ISSUER", "moonlight", Function.identity());
    static final Setting<String> JWT_AUDIENCE = of("JWT_AUDIENCE", "moonlight", Function.identity());
    static final Setting<Integer> ACCESS_TOKEN_EXPIRE_MINUTES =
            of("ACCESS_TOKEN_EXPIRE_MINUTES", "30", Parsers.integer(1, 1440));
    static final Setting<Integer> REFRESH_TOKEN_EXPIRE_DAYS =
            of("REFRESH_TOKEN_EXPIRE_DAYS", "7", Parsers.integer(1, 90));
    static final Setting<Integer> SESSION_MAX_DAYS = of("SESSION_MAX_DAYS", "90", Parsers.integer(1, 3650));
    static final Setting<Integer> REFRESH_REUSE_GRACE_SECONDS =
            of("REFRESH_REUSE_GRACE_SECONDS", "10", Parsers.integer(0, 60));

    static final Setting<DatabaseUrl> DATABASE_URL =
            address("DATABASE_URL", "an embedded PostgreSQL (development)", DatabaseUrl::parse);
    static final Setting<Integer> DATABASE_POOL_SIZE = of("DATABASE_POOL_SIZE", "16", Parsers.integer(1, 200));
    static final Setting<Limiter> LIMITER =
            optional("LIMITER", "memory (development without REDIS_URL), redis", Parsers.oneOf(Limiter.values()));
    static final Setting<String> REDIS_URL = address("REDIS_URL", "none", Parsers::redis);

    static final Setting<String> SMTP_HOST =
            optional("SMTP_HOST", "a development mailbox (development)", Parsers::mailHost);
    static final Setting<Integer> SMTP_PORT = of("SMTP_PORT", "587", Parsers.integer(1, 65_535));
    static final Setting<String> SMTP_USER = optional("SMTP_USER", "none", Function.identity());
    static final Setting<String> SMTP_PASSWORD = secret("SMTP_PASSWORD", "none", Function.identity());
    static final Setting<IntFunction<SmtpTls>> SMTP_TLS = of("SMTP_TLS", "true", Parsers::smtpTls);
    static final Setting<EmailAddress> SMTP_FROM =
            optional("SMTP_FROM", "SMTP_USER, if that is an address", Parsers::email);
    static final Setting<Integer> MAIL_WORKERS = of("MAIL_WORKERS", "4", Parsers.integer(1, 64));

    static final Setting<Integer> BCRYPT_COST = of("BCRYPT_COST", "12", Parsers.integer(4, 15));
    static final Setting<HashingEngine> BCRYPT_ENGINE =
            of("BCRYPT_ENGINE", "interleaved", Parsers.oneOf(HashingEngine.values()));
    static final Setting<Integer> HASHING_QUEUE = of("HASHING_QUEUE", "16", Parsers.integer(1, 1000));

    static final Setting<Integer> VERIFICATION_CODE_EXPIRE_MINUTES =
            of("VERIFICATION_CODE_EXPIRE_MINUTES", "10", Parsers.integer(1, 60));
    static final Setting<Integer> VERIFICATION_CODE_COOLDOWN_SECONDS =
            of("VERIFICATION_CODE_COOLDOWN_SECONDS", "60", Parsers.integer(1, 3600));
    static final Setting<Integer> VERIFICATION_CODE_DAILY_LIMIT =
            of("VERIFICATION_CODE_DAILY_LIMIT", "10", Parsers.integer(1, 1000));
    static final Setting<Integer> WRONG_CODES_PER_EMAIL = of("WRONG_CODES_PER_EMAIL", "20", Parsers.integer(1, 1000));
    static final Setting<Integer> WRONG_CODES_PER_ADDRESS =
            of("WRONG_CODES_PER_ADDRESS", "60", Parsers.integer(1, 1_000_000));
    static final Setting<Integer> LOGIN_MAX_FAILURES = of("LOGIN_MAX_FAILURES", "10", Parsers.integer(1, 1000));
    static final Setting<Integer> LOGIN_MAX_FAILURES_PER_EMAIL =
            of("LOGIN_MAX_FAILURES_PER_EMAIL", "100", Parsers.integer(1, 100_000));
    static final Setting<Integer> LOGIN_MAX_FAILURES_PER_ADDRESS =
            of("LOGIN_MAX_FAILURES_PER_ADDRESS", "100", Parsers.integer(1, 1_000_000));
    static final Setting<Integer> CHECK_EMAIL_PER_MINUTE =
            of("CHECK_EMAIL_PER_MINUTE", "20", Parsers.integer(1, 1_000_000_000));
    static final Setting<Integer> CODES_PER_ADDRESS = of("CODES_PER_ADDRESS", "60", Parsers.integer(0, 1_000_000));
    static final Setting<Disclosure> ACCOUNT_DISCLOSURE =
            of("ACCOUNT_DISCLOSURE", "exact", Parsers.oneOf(Disclosure.values()));
    static final Setting<Boolean> LOGIN_BY_CODE = of("LOGIN_BY_CODE", "false", Parsers::flag);

    static final Setting<Registration> REGISTRATION = of("REGISTRATION", "open", Parsers.oneOf(Registration.values()));
    static final Setting<EmailDomains> ALLOWED_EMAIL_DOMAINS =
            optional("ALLOWED_EMAIL_DOMAINS", "none", Parsers::emailDomains);

    static final Setting<String> ADMIN_API_KEY = secret("ADMIN_API_KEY", "none: no administration", Parsers::adminKey);
    static final Setting<Integer> AUDIT_RETENTION_DAYS = of("AUDIT_RETENTION_DAYS", "90", Parsers.integer(1, 3650));
    static final Setting<List<String>> TRUSTED_PROXIES = optional("TRUSTED_PROXIES", "none", Parsers::proxies);
    static final Setting<List<String>> CORS_ALLOWED_ORIGINS =
            optional("CORS_ALLOWED_ORIGINS", "all on this machine (development), none", Parsers::origins);
    static final Setting<String> PUBLIC_ORIGIN = optional(
            "PUBLIC_ORIGIN",
            "http and the `Host` of the request (development), https and that `Host`",
            Parsers::publicOrigin);

    static final Setting<Boolean> PAGES = optional("PAGES", "true (development), false", Parsers::flag);
    static final Setting<List<String>> PAGES_RETURN_TO = optional("PAGES_RETURN_TO", "none", Parsers::links);
    static final Setting<String> PAGES_ACCENT = optional("PAGES_ACCENT", "a blue", Parsers::colour);
    static final Setting<Path> PAGES_LOGO = optional("PAGES_LOGO", "a moon", Parsers::logo);
    static final Setting<String> PAGES_TERMS_URL = optional("PAGES_TERMS_URL", "none", Parsers::link);
    static final Setting<String> PAGES_PRIVACY_URL = optional("PAGES_PRIVACY_URL", "none", Parsers::link);

    static final List<Setting<?>> ALL = List.copyOf(LISTED);

    private Catalog() {}

    /** Returns the names of all variables, with those that name files of secrets. */
    static Stream<String> variables() {
        return Stream.concat(
                ALL.stream().map(Setting::name),
                ALL.stream().filter(Setting::isSecret).map(Setting::fileVariable));
    }

    private static <T> Setting<T> of(String name, String defaultText, Function<String, T> parser) {
        return listed(
                new Setting<>(name, defaultText, Optional.of(parser.apply(defaultText)), Visibility.PLAIN, parser));
    }

    private static <T> Setting<T> optional(String name, String shownDefault, Function<String, T> parser) {
        return listed(new Setting<>(name, shownDefault, Optional.empty(), Visibility.PLAIN, parser));
    }

    private static <T> Setting<T> secret(String name, String shownDefault, Function<String, T> parser) {
        return listed(new Setting<>(name, shownDefault, Optional.empty(), Visibility.SECRET, parser));
    }

    private static <T> Setting<T> address(String name, String shownDefault, Function<String, T> parser) {
        return listed(new Setting<>(name, shownDefault, Optional.empty(), Visibility.ADDRESS, parser));
    }

    private static <T> Setting<T> listed(Setting<T> setting) {
        LISTED.add(setting);
        return setting;
    }
}
