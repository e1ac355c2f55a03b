package io.moonlight.auth.bootstrap.settings.reader;

import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.bootstrap.settings.AppEnvironment;
import io.moonlight.auth.bootstrap.settings.HttpSettings;
import io.moonlight.auth.bootstrap.settings.KeySettings;
import io.moonlight.auth.bootstrap.settings.Limiter;
import io.moonlight.auth.bootstrap.settings.LogSettings;
import io.moonlight.auth.bootstrap.settings.PagesSettings;
import io.moonlight.auth.bootstrap.settings.Registration;
import io.moonlight.auth.bootstrap.settings.RegistrationSettings;
import io.moonlight.auth.bootstrap.settings.SecretSettings;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.SettingsException;
import io.moonlight.auth.bootstrap.settings.SmtpSettings;
import io.moonlight.auth.bootstrap.settings.TokenSettings;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.EmailDomains;
import io.moonlight.auth.smtp.SmtpTls;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/** Reads {@link Settings} from an environment and reports all problems at once. */
public final class SettingsReader {

    private static final EmailAddress DEVELOPMENT_SENDER = new EmailAddress("moonlight@localhost.localdomain");

    private static final int PRODUCTION_DRAIN_SECONDS = 3;

    private final Values values;

    private SettingsReader(Values values) {
        this.values = values;
    }

    /** @throws SettingsException that names every setting that is missing, out of range or too weak for its environment */
    public static Settings read(Map<String, String> environment) {
        return new SettingsReader(new Values(environment)).read();
    }

    private Settings read() {
        values.checkFiles();
        AppEnvironment environment = values.get(Catalog.APP_ENV);
        boolean debug = values.get(Catalog.DEBUG);
        SecretSettings secrets = secrets();
        Settings settings = new Settings(
                environment,
                debug,
                logging(environment, debug),
                values.get(Catalog.APP_NAME),
                values.get(Catalog.DEFAULT_LANGUAGE),
                values.get(Catalog.DATA_DIR),
                secrets,
                http(environment),
                tokens(new KeySettingsReader(values).read(secrets)),
                values.find(Catalog.DATABASE_URL),
                values.get(Catalog.DATABASE_POOL_SIZE),
                limiter(environment),
                values.find(Catalog.REDIS_URL),
                smtp(),
                values.get(Catalog.MAIL_WORKERS),
                values.get(Catalog.BCRYPT_COST),
                values.get(Catalog.BCRYPT_ENGINE),
                values.get(Catalog.HASHING_QUEUE),
                Duration.ofMinutes(values.get(Catalog.VERIFICATION_CODE_EXPIRE_MINUTES)),
                limits(),
                values.get(Catalog.ACCOUNT_DISCLOSURE),
                registration(),
                values.get(Catalog.LOGIN_BY_CODE),
                Duration.ofDays(values.get(Catalog.AUDIT_RETENTION_DAYS)),
                pages(environment));
        checkFolders(settings);
        if (!settings.development()) {
            ProductionRules.check(values, settings);
        }
        if (!values.problems().isEmpty()) {
            throw new SettingsException(values.problems());
        }
        return settings;
    }

    private void checkFolders(Settings settings) {
        settings.logging().folder().ifPresent(folder -> checkFolder(Catalog.LOG_DIR, folder));
        boolean stored = settings.database().isEmpty()
                || settings.secrets().secretKey().isEmpty()
                || settings.tokens().keys().signing().isEmpty();
        if (settings.development() && stored) {
            checkFolder(Catalog.DATA_DIR, settings.dataDir());
        }
    }

    /** Checks the folder, or its closest existing parent, and creates nothing. */
    private void checkFolder(Setting<Path> setting, Path folder) {
        Path existing = folder.toAbsolutePath();
        while (Files.notExists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            values.problem(setting, "is not usable: files cannot be created in that folder");
        }
    }

    private SecretSettings secrets() {
        return new SecretSettings(
                values.find(Catalog.SECRET_KEY),
                values.find(Catalog.JWT_SECRET_KEY),
                values.find(Catalog.JWT_VERIFICATION_SECRETS).orElse(List.of()),
                values.find(Catalog.ADMIN_API_KEY));
    }

    private LogSettings logging(AppEnvironment environment, boolean debug) {
        Level level = values.get(Catalog.LOG_LEVEL);
        boolean raised = debug && level.toInt() > Level.DEBUG.toInt();
        return new LogSettings(
                values.find(Catalog.LOG_FORMAT)
                        .orElse(
                                environment == AppEnvironment.DEVELOPMENT
                                        ? LogSettings.Format.TEXT
                                        : LogSettings.Format.JSON),
                raised ? Level.DEBUG : level,
                values.find(Catalog.LOG_DIR),
                values.get(Catalog.LOG_FILE_MEGABYTES),
                values.get(Catalog.LOG_KEEP_DAYS),
                values.get(Catalog.ACCESS_LOG));
    }

    private HttpSettings http(AppEnvironment environment) {
        int drain = values.find(Catalog.SHUTDOWN_DRAIN_SECONDS)
                .orElse(environment == AppEnvironment.DEVELOPMENT ? 0 : PRODUCTION_DRAIN_SECONDS);
        int port = values.get(Catalog.PORT);
        int managementPort = values.get(Catalog.MANAGEMENT_PORT);
        if (port == managementPort && port != 0) {
            values.problem(Catalog.MANAGEMENT_PORT, "is the same as PORT");
        }
        return new HttpSettings(
                values.get(Catalog.HOST),
                port,
                managementPort,
                Duration.ofSeconds(drain),
                values.find(Catalog.TRUSTED_PROXIES).orElse(List.of()),
                values.find(Catalog.CORS_ALLOWED_ORIGINS).orElse(List.of()),
                values.find(Catalog.PUBLIC_ORIGIN));
    }

    private PagesSettings pages(AppEnvironment environment) {
        return new PagesSettings(
                values.find(Catalog.PAGES).orElse(environment == AppEnvironment.DEVELOPMENT),
                values.find(Catalog.PAGES_RETURN_TO).orElse(List.of()),
                values.find(Catalog.PAGES_ACCENT),
                values.find(Catalog.PAGES_LOGO),
                values.find(Catalog.PAGES_TERMS_URL),
                values.find(Catalog.PAGES_PRIVACY_URL));
    }

    private TokenSettings tokens(KeySettings keys) {
        Duration idle = Duration.ofDays(values.get(Catalog.REFRESH_TOKEN_EXPIRE_DAYS));
        Duration total = Duration.ofDays(values.get(Catalog.SESSION_MAX_DAYS));
        if (total.compareTo(idle) < 0) {
            values.problem(Catalog.SESSION_MAX_DAYS, "is less than REFRESH_TOKEN_EXPIRE_DAYS");
            total = idle;
        }
        Duration grace = Duration.ofSeconds(values.get(Catalog.REFRESH_REUSE_GRACE_SECONDS));
        return new TokenSettings(
                keys,
                values.get(Catalog.JWT_ISSUER),
                values.get(Catalog.JWT_AUDIENCE),
                Duration.ofMinutes(values.get(Catalog.ACCESS_TOKEN_EXPIRE_MINUTES)),
                new SessionPolicy(idle, total, grace));
    }

    private Optional<SmtpSettings> smtp() {
        Optional<String> host = values.find(Catalog.SMTP_HOST);
        int port = values.get(Catalog.SMTP_PORT);
        SmtpTls tls = values.get(Catalog.SMTP_TLS).apply(port);
        Optional<String> user = values.find(Catalog.SMTP_USER);
        Optional<String> password = values.find(Catalog.SMTP_PASSWORD);
        Optional<EmailAddress> from = values.find(Catalog.SMTP_FROM);
        if (host.isEmpty()) {
            return Optional.empty();
        }
        if (values.isSet(Catalog.SMTP_USER) != values.isSet(Catalog.SMTP_PASSWORD)) {
            values.problem(Catalog.SMTP_USER, "and SMTP_PASSWORD go together: set both or none");
        }
        return Optional.of(new SmtpSettings(
                host.get(),
                port,
                user.flatMap(name -> password.map(secret -> new SmtpSettings.Credentials(name, secret))),
                tls,
                from.or(() -> senderNamed(user)).orElseGet(this::missingSender)));
    }

    private static Optional<EmailAddress> senderNamed(Optional<String> user) {
        try {
            return user.map(EmailAddress::new);
        } catch (AuthException e) {
            return Optional.empty();
        }
    }

    private EmailAddress missingSender() {
        if (!values.isWrong(Catalog.SMTP_FROM)) {
            values.problem(Catalog.SMTP_FROM, "is not set, and SMTP_USER is no email address: mails need a sender");
        }
        return DEVELOPMENT_SENDER;
    }

    private Limiter limiter(AppEnvironment environment) {
        boolean alone = environment == AppEnvironment.DEVELOPMENT && !values.isSet(Catalog.REDIS_URL);
        Limiter limiter = values.find(Catalog.LIMITER).orElse(alone ? Limiter.MEMORY : Limiter.REDIS);
        if (limiter == Limiter.REDIS && !values.isWrong(Catalog.LIMITER)) {
            values.require(
                    Catalog.REDIS_URL,
                    "limits must be shared by all servers and survive a restart; LIMITER=postgres needs no Redis");
        }
        return limiter;
    }

    private RegistrationSettings registration() {
        Registration mode = values.get(Catalog.REGISTRATION);
        Optional<EmailDomains> domains = values.find(Catalog.ALLOWED_EMAIL_DOMAINS);
        if (!values.isWrong(Catalog.REGISTRATION)) {
            if (mode == Registration.DOMAINS) {
                values.require(
                        Catalog.ALLOWED_EMAIL_DOMAINS, "REGISTRATION=domains admits the emails of these domains");
            } else if (domains.isPresent()) {
                values.problem(
                        Catalog.ALLOWED_EMAIL_DOMAINS, "is set, but restricts nothing without REGISTRATION=domains");
            }
        }
        return new RegistrationSettings(mode, domains.orElse(EmailDomains.of(List.of())));
    }

    private LimitPolicy limits() {
        return new LimitPolicy(
                values.get(Catalog.CHECK_EMAIL_PER_MINUTE),
                Duration.ofSeconds(values.get(Catalog.VERIFICATION_CODE_COOLDOWN_SECONDS)),
                values.get(Catalog.VERIFICATION_CODE_DAILY_LIMIT),
                values.get(Catalog.CODES_PER_ADDRESS),
                values.get(Catalog.WRONG_CODES_PER_EMAIL),
                values.get(Catalog.WRONG_CODES_PER_ADDRESS),
                values.get(Catalog.LOGIN_MAX_FAILURES),
                values.get(Catalog.LOGIN_MAX_FAILURES_PER_EMAIL),
                values.get(Catalog.LOGIN_MAX_FAILURES_PER_ADDRESS));
    }
}
