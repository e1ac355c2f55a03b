package io.moonlight.auth.bootstrap.settings.reader;

import io.moonlight.auth.bcrypt.HashingEngine;
import io.moonlight.auth.bootstrap.settings.AppEnvironment;
import io.moonlight.auth.bootstrap.settings.DatabaseUrl;
import io.moonlight.auth.bootstrap.settings.JwtAlgorithm;
import io.moonlight.auth.bootstrap.settings.Limiter;
import io.moonlight.auth.bootstrap.settings.LogSettings;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.jwt.JwtKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/** Every setting, with {@link MailCatalog}, {@link LimitCatalog} and {@link PagesCatalog}. A test compares the table in {@code docs/settings.md} with this list. */
final class Catalog {

    static final Setting<String> APP_NAME =
            Setting.text("APP_NAME", "MoonLight", "The name in mails and in the response of `/`.");
    static final Setting<Language> DEFAULT_LANGUAGE = new Setting<>(
            "DEFAULT_LANGUAGE",
            "zh",
            Optional.of(Language.CHINESE),
            "zh, en",
            "The language of responses and mails for clients whose `Accept-Language` prefers neither.",
            Parsers::language);
    static final Setting<AppEnvironment> APP_ENV = new Setting<>(
            "APP_ENV",
            "development",
            Optional.of(AppEnvironment.DEVELOPMENT),
            "development, staging, production",
            "Only development has defaults for secrets and services; staging is as strict as production.",
            Parsers::environment);
    static final Setting<Boolean> DEBUG = Setting.flag(
            "DEBUG",
            false,
            "More details in the log, and the API documentation at /docs and /redoc; must be false in production.");
    static final Setting<String> HOST = new Setting<>(
            "HOST",
            "127.0.0.1",
            Optional.of("127.0.0.1"),
            "a host name or an IP address",
            "The address to listen on.",
            Parsers::host);
    static final Setting<Integer> PORT =
            Setting.integer("PORT", 8000, 0, 65535, "", "The port to listen on; 0 selects a free port.");
    static final Setting<Integer> MANAGEMENT_PORT = Setting.integer(
            "MANAGEMENT_PORT",
            8001,
            0,
            65535,
            "",
            "The port of health checks and metrics, for operators; 0 selects a free port.");
    static final Setting<Integer> SHUTDOWN_DRAIN_SECONDS = new Setting<>(
            "SHUTDOWN_DRAIN_SECONDS",
            "0 (development), 3",
            Optional.empty(),
            "0 to 60 seconds",
            "After SIGTERM: how long the server reports not-ready but keeps serving.",
            text -> Setting.parseInteger(text, 0, 60));
    static final Setting<Path> DATA_DIR = new Setting<>(
            "DATA_DIR",
            "./data",
            Optional.of(Path.of("data")),
            "a folder",
            "Where the embedded PostgreSQL and the generated secrets are stored (development only).",
            Parsers::path);

    static final Setting<LogSettings.Format> LOG_FORMAT = Setting.optional(
            "LOG_FORMAT",
            "text (development), json",
            "text, json",
            "The format of the log on the console: text for humans, or one JSON object per line.",
            Parsers::logFormat);
    static final Setting<Level> LOG_LEVEL = new Setting<>(
            "LOG_LEVEL",
            "info",
            Optional.of(Level.INFO),
            "error, warn, info, debug, trace",
            "How much is logged; with DEBUG at least debug.",
            Parsers::logLevel);
    static final Setting<Path> LOG_DIR = Setting.optional(
            "LOG_DIR",
            "none",
            "a folder",
            "Where the log is also written to a file, as JSON; a new file starts each day.",
            Parsers::path);
    static final Setting<Integer> LOG_FILE_MEGABYTES = Setting.integer(
            "LOG_FILE_MEGABYTES", 100, 1, 10_000, "MB", "The maximum size of a log file; then a new file starts.");
    static final Setting<Integer> LOG_KEEP_DAYS = Setting.integer(
            "LOG_KEEP_DAYS", 14, 1, 3650, "days", "How long log files are kept; old files use at most 10 GB in total.");
    static final Setting<Boolean> ACCESS_LOG = Setting.flag(
            "ACCESS_LOG", true, "Whether to log a line for each request: method, route, status, duration.");

    static final Setting<String> SECRET_KEY = Setting.optional(
            "SECRET_KEY",
            "generated once (development)",
            "at least 32 characters",
            "Keys the hashes of codes, limits and refresh-token names; the same on all servers.",
            Parsers::secret);
    static final Setting<String> JWT_SECRET_KEY = Setting.optional(
            "JWT_SECRET_KEY",
            "generated once (development)",
            "at least 32 characters",
            "Signs the tokens if the algorithm is HS256; the same on all servers.",
            Parsers::secret);
    static final Setting<JwtAlgorithm> JWT_ALGORITHM = new Setting<>(
            "JWT_ALGORITHM",
            "HS256",
            Optional.of(JwtAlgorithm.HS256),
            "HS256, RS256, ES256",
            "What signs the tokens: a shared secret, an RSA key, or a key on the curve P-256.",
            Parsers::algorithm);
    static final Setting<String> JWT_PRIVATE_KEY = Setting.optional(
            "JWT_PRIVATE_KEY",
            "generated once (development)",
            "PEM; RSA of at least 2048 bits, or EC on P-256",
            "Signs the tokens if the algorithm is RS256 or ES256; the same on all servers.");
    static final Setting<List<JwtKey>> JWT_VERIFICATION_KEYS = Setting.optional(
            "JWT_VERIFICATION_KEYS",
            "none",
            "PEM; public keys or certificates, one after another",
            "Future and former keys, which verify but do not sign: see [Signing keys](keys.md).",
            JwtKey::publicKeys);
    static final Setting<List<String>> JWT_VERIFICATION_SECRETS = Setting.optional(
            "JWT_VERIFICATION_SECRETS",
            "none",
            "at least 32 characters each, one a line",
            "Future and former HS256 secrets, which verify but do not sign: see [Signing keys](keys.md).",
            Parsers::secrets);
    static final Setting<String> JWT_ISSUER =
            Setting.text("JWT_ISSUER", "moonlight", "The claim `iss` of every token.");
    static final Setting<String> JWT_AUDIENCE =
            Setting.text("JWT_AUDIENCE", "moonlight", "The claim `aud` of every token.");
    static final Setting<Integer> ACCESS_TOKEN_EXPIRE_MINUTES = Setting.integer(
            "ACCESS_TOKEN_EXPIRE_MINUTES", 30, 1, 1440, "minutes", "How long an access token is valid.");
    static final Setting<Integer> REFRESH_TOKEN_EXPIRE_DAYS = Setting.integer(
            "REFRESH_TOKEN_EXPIRE_DAYS",
            7,
            1,
            90,
            "days",
            "Idle timeout: a session expires this long after its last refresh.");
    static final Setting<Integer> SESSION_MAX_DAYS = Setting.integer(
            "SESSION_MAX_DAYS",
            90,
            1,
            3650,
            "days",
            "A session expires this long after its start; at least REFRESH_TOKEN_EXPIRE_DAYS.");
    static final Setting<Integer> REFRESH_REUSE_GRACE_SECONDS = Setting.integer(
            "REFRESH_REUSE_GRACE_SECONDS",
            10,
            0,
            60,
            "seconds",
            "How long a rotated refresh token may be reused; it returns the same successor.");

    static final Setting<DatabaseUrl> DATABASE_URL = Setting.optional(
            "DATABASE_URL",
            "an embedded PostgreSQL (development)",
            "postgresql://…, jdbc:postgresql://…, postgresql+asyncpg://…",
            "The database.",
            DatabaseUrl::parse);
    static final Setting<Integer> DATABASE_POOL_SIZE = Setting.integer(
            "DATABASE_POOL_SIZE",
            16,
            1,
            200,
            "connections",
            "The maximum number of database connections of one server.");
    static final Setting<Limiter> LIMITER = Setting.optional(
            "LIMITER",
            "memory (development without REDIS_URL), redis",
            "redis, postgres, memory",
            "Where the rate limits are counted. Servers share them in Redis or in the database; memory is for one server in"
                    + " development.",
            Parsers::limiter);
    static final Setting<String> REDIS_URL = Setting.optional(
            "REDIS_URL",
            "none",
            "redis[s]://host:port/0 or redis[s]-cluster://host:port,host:port",
            "The Redis of the rate limits; unused with another LIMITER.",
            Parsers::redis);

    static final Setting<Integer> BCRYPT_COST = Setting.integer(
            "BCRYPT_COST", 12, 4, 15, "", "The cost of password hashes (2^cost rounds); in production at least 10.");
    static final Setting<HashingEngine> BCRYPT_ENGINE = new Setting<>(
            "BCRYPT_ENGINE",
            "interleaved",
            Optional.of(HashingEngine.INTERLEAVED),
            "interleaved, jbcrypt",
            "interleaved: a core computes up to four hashes at once. jbcrypt: the library, one hash at a time.",
            Parsers::hashingEngine);
    static final Setting<Integer> HASHING_QUEUE = Setting.integer(
            "HASHING_QUEUE",
            16,
            1,
            1000,
            "a lane",
            "The slots in the queue of each core, at most a quarter of them for one network while others wait; if none is"
                    + " free, the call is rejected with 503 after 50 ms.");

    static final Setting<String> ADMIN_API_KEY = Setting.optional(
            "ADMIN_API_KEY",
            "none: no administration",
            "at least 32 letters, digits or signs",
            "Authorizes the calls under /api/v1/admin.",
            text -> Parsers.matching(
                    Parsers.secret(text), "[!-~]*", "letters, digits and signs of ASCII are wanted, no spaces"));
    static final Setting<Integer> AUDIT_RETENTION_DAYS = Setting.integer(
            "AUDIT_RETENTION_DAYS", 90, 1, 3650, "days", "How long events of the audit trail are kept.");

    static final Setting<List<String>> TRUSTED_PROXIES = Setting.optional(
            "TRUSTED_PROXIES",
            "none",
            "CIDR blocks, comma-separated; in production none wider than /7",
            "Proxies whose header X-Forwarded-For is trusted.",
            Parsers::proxies);
    static final Setting<List<String>> CORS_ALLOWED_ORIGINS = Setting.optional(
            "CORS_ALLOWED_ORIGINS",
            "all on this machine (development), none",
            "origins, comma-separated",
            "Web origins that browsers may call from, for example https://app.example.org or capacitor://localhost.",
            Parsers::origins);

    /** All settings, in the order of the table in {@code docs/settings.md}. */
    static final List<Setting<?>> ALL = Stream.<List<Setting<?>>>of(
                    List.of(
                            APP_NAME,
                            DEFAULT_LANGUAGE,
                            APP_ENV,
                            DEBUG,
                            HOST,
                            PORT,
                            MANAGEMENT_PORT,
                            SHUTDOWN_DRAIN_SECONDS,
                            DATA_DIR,
                            LOG_FORMAT,
                            LOG_LEVEL,
                            LOG_DIR,
                            LOG_FILE_MEGABYTES,
                            LOG_KEEP_DAYS,
                            ACCESS_LOG,
                            SECRET_KEY,
                            JWT_SECRET_KEY,
                            JWT_ALGORITHM,
                            JWT_PRIVATE_KEY,
                            JWT_VERIFICATION_KEYS,
                            JWT_VERIFICATION_SECRETS,
                            JWT_ISSUER,
                            JWT_AUDIENCE,
                            ACCESS_TOKEN_EXPIRE_MINUTES,
                            REFRESH_TOKEN_EXPIRE_DAYS,
                            SESSION_MAX_DAYS,
                            REFRESH_REUSE_GRACE_SECONDS,
                            DATABASE_URL,
                            DATABASE_POOL_SIZE,
                            LIMITER,
                            REDIS_URL),
                    MailCatalog.ALL,
                    List.of(BCRYPT_COST, BCRYPT_ENGINE, HASHING_QUEUE),
                    LimitCatalog.ALL,
                    List.of(ADMIN_API_KEY, AUDIT_RETENTION_DAYS, TRUSTED_PROXIES, CORS_ALLOWED_ORIGINS),
                    PagesCatalog.ALL)
            .flatMap(List::stream)
            .toList();

    /** The secrets, each of which may be in a file that {@code NAME_FILE} names. */
    static final List<Setting<?>> SECRETS = List.of(
            SECRET_KEY,
            JWT_SECRET_KEY,
            JWT_PRIVATE_KEY,
            JWT_VERIFICATION_KEYS,
            JWT_VERIFICATION_SECRETS,
            DATABASE_URL,
            REDIS_URL,
            MailCatalog.SMTP_PASSWORD,
            ADMIN_API_KEY);

    /** Secrets of which everything except the login and the parameters may be shown. */
    static final List<Setting<?>> ADDRESSES = List.of(DATABASE_URL, REDIS_URL);

    private Catalog() {}
}
