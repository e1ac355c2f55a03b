package io.moonlight.auth.bootstrap.settings.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.bcrypt.HashingEngine;
import io.moonlight.auth.bootstrap.settings.HttpSettings;
import io.moonlight.auth.bootstrap.settings.Limiter;
import io.moonlight.auth.bootstrap.settings.Registration;
import io.moonlight.auth.bootstrap.settings.RegistrationSettings;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.bootstrap.settings.SettingsException;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.AdmissionPolicy;
import io.moonlight.auth.smtp.SmtpTls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final Map<String, String> PRODUCTION = Map.of(
            "APP_ENV", "production",
            "SECRET_KEY", "0123456789abcdefghijklmnopqrstuvwxyz",
            "JWT_SECRET_KEY", "zyxwvutsrqponmlkjihgfedcba9876543210",
            "DATABASE_URL", "postgresql://app:pw@db.example.org:5432/moonlight",
            "REDIS_URL", "redis://redis.example.org:6379/0",
            "SMTP_HOST", "smtp.example.org",
            "SMTP_FROM", "login@example.org");

    @Test
    void read_withNothingSet_isACompleteDevelopmentServer() {
        Settings settings = SettingsReader.read(Map.of());

        assertThat(settings.development()).isTrue();
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(8000);
        assertThat(settings.database()).isEmpty();
        assertThat(settings.limiter()).isEqualTo(Limiter.MEMORY);
        assertThat(settings.redisUrl()).isEmpty();
        assertThat(settings.smtp()).isEmpty();
        assertThat(settings.bcryptCost()).isEqualTo(12);
        assertThat(settings.hashingEngine()).isEqualTo(HashingEngine.INTERLEAVED);
        assertThat(settings.codeLifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.tokens().accessLifetime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.tokens().sessions()).isEqualTo(SessionPolicy.DEFAULT);
        assertThat(settings.limits()).isEqualTo(LimitPolicy.DEFAULT);
    }

    @Test
    void read_inProductionWithNothingElse_namesEveryMissingSettingAtOnce() {
        assertThat(problems(Map.of("APP_ENV", "production")))
                .extracting(problem -> problem.split(" ", 2)[0])
                .containsExactlyInAnyOrder("SECRET_KEY", "JWT_SECRET_KEY", "DATABASE_URL", "REDIS_URL", "SMTP_HOST");
    }

    @Test
    void read_inProductionWithAllOfThem_isAServer() {
        Settings settings = SettingsReader.read(PRODUCTION);

        assertThat(settings.development()).isFalse();
        assertThat(settings.smtp().orElseThrow().tls()).isEqualTo(SmtpTls.REQUIRED_STARTTLS);
        assertThat(settings.smtp().orElseThrow().from().value()).isEqualTo("login@example.org");
    }

    @Test
    void read_withARedis_countsLimitsThereUnlessAnotherLimiterIsSet() {
        Map<String, String> environment = new HashMap<>(Map.of("REDIS_URL", "redis://127.0.0.1:6379/0"));

        assertThat(SettingsReader.read(PRODUCTION).limiter()).isEqualTo(Limiter.REDIS);
        assertThat(SettingsReader.read(environment).limiter()).isEqualTo(Limiter.REDIS);
        environment.put("LIMITER", "memory");
        assertThat(SettingsReader.read(environment).limiter()).isEqualTo(Limiter.MEMORY);
    }

    @Test
    void read_inProductionWithLimitsInPostgres_needsNoRedis() {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.remove("REDIS_URL");
        environment.put("LIMITER", "postgres");

        assertThat(SettingsReader.read(environment).limiter()).isEqualTo(Limiter.POSTGRES);
    }

    @Test
    void read_inProductionWithLimitsInMemory_isRefused() {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.put("LIMITER", "memory");

        assertThat(problems(environment)).singleElement().asString().startsWith("LIMITER is memory: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void read_withLimitsInRedisAndNoAddress_isRefused(String appEnv) {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.remove("REDIS_URL");
        environment.put("APP_ENV", appEnv);
        environment.put("LIMITER", "redis");

        assertThat(problems(environment)).singleElement().asString().startsWith("REDIS_URL is not set: ");
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP_HOST, change-me.example.org",
        "SMTP_USER, change-me@example.org",
        "SMTP_PASSWORD, change-me",
        "TRUSTED_PROXIES, change-me",
        "SECRET_KEY, change-me-for-a-secret-of-thirty-two-characters",
        "REDIS_URL, rediss://:change-me@redis.example.org:6379/0",
        "DATABASE_URL, postgresql://moonlight:change-me@postgres.example.org:5432/moonlight",
        "SMTP_PASSWORD, ChangeMe",
        "SMTP_PASSWORD, change_me",
        "SMTP_PASSWORD, your-password",
        "SMTP_PASSWORD, <the password>",
        "SMTP_PASSWORD, xxxxxxxx",
        "REDIS_URL, rediss://:your_password@redis.example.org:6379/0",
        "DATABASE_URL, postgresql://moonlight:changeme@postgres.example.org:5432/moonlight",
        "DATABASE_URL, postgresql://moonlight:XXXX@postgres.example.org:5432/moonlight",
    })
    void read_inProductionWithAPlaceholder_isRefusedByName(String name, String value) {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.put("SMTP_USER", "login");
        environment.put("SMTP_PASSWORD", "a password");
        environment.put(name, value);

        assertThat(problems(environment)).singleElement().asString().startsWith(name + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "SECRET_KEY, your-secret-key-here-change-in-production",
        "SECRET_KEY, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "SECRET_KEY, changeme-0123456789-abcdefghijklmn",
        "SECRET_KEY, replace this SECRET by a random one",
        "SECRET_KEY, your-32-characters-or-more-go-in-here",
        "SECRET_KEY, <at least 32 characters, made at random>",
        "SECRET_KEY, an-example-of-32-characters-or-more",
        "ADMIN_API_KEY, xxxxxxxx-0123-4567-89ab-cdefghijklmn",
        "SECRET_KEY, short",
        "SECRET_KEY, zyxwvutsrqponmlkjihgfedcba9876543210",
        "BCRYPT_COST, 9",
        "DEBUG, true",
        "SMTP_FROM, nobody",
        "TRUSTED_PROXIES, 0.0.0.0/0",
        "TRUSTED_PROXIES, '10.0.0.0/8, ::/0'",
        "TRUSTED_PROXIES, '0.0.0.0/1,128.0.0.0/1'",
        "TRUSTED_PROXIES, 2000::/3",
        "TRUSTED_PROXIES, ::ffff:0:0/96",
        "PUBLIC_ORIGIN, http://login.example.org",
    })
    void read_inProductionWithAWeakSetting_isRefused(String name, String value) {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.put(name, value);

        assertThat(problems(environment))
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem).doesNotContain(value.length() > 5 ? value : "  "));
    }

    @ParameterizedTest
    @CsvSource({
        "TRUSTED_PROXIES, '10.0.0.0/8,fc00::/7,192.0.2.7,::1,::ffff:10.0.0.0/104'",
        "SECRET_KEY, b2xxxB4kYourQm7PassExamplO<vN1>sD8fGh",
        "SMTP_HOST, exchange-messages.example.org",
        "SMTP_HOST, exchange-me.example.org",
        "PUBLIC_ORIGIN, HTTPS://login.example.org:8443"
    })
    void read_inProductionWithWhatOnlyLooksWeak_isTaken(String name, String value) {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.put(name, value);

        assertThat(SettingsReader.read(environment).development()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN_API_KEY, zyxwvutsrqponmlkjihgfedcba9876543210, JWT_SECRET_KEY",
        "ADMIN_API_KEY, 0123456789abcdefghijklmnopqrstuvwxyz, SECRET_KEY",
        "JWT_SECRET_KEY, 0123456789abcdefghijklmnopqrstuvwxyz, SECRET_KEY",
        "JWT_VERIFICATION_SECRETS, 0123456789abcdefghijklmnopqrstuvwxyz, SECRET_KEY",
        "SMTP_PASSWORD, zyxwvutsrqponmlkjihgfedcba9876543210, JWT_SECRET_KEY",
        "REDIS_URL, redis://:0123456789abcdefghijklmnopqrstuvwxy%7A@r, SECRET_KEY",
        "DATABASE_URL, postgresql://app:zyxwvutsrqponmlkjihgfedcba9876543210@db/app, JWT_SECRET_KEY",
        "SMTP_PASSWORD, pw, DATABASE_URL"
    })
    void read_inProductionWithTheSameSecretTwice_isRefused(String name, String value, String other) {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.put("SMTP_USER", "login@example.org");
        environment.put("SMTP_PASSWORD", "a password of the mail account");
        environment.put(name, value);

        assertThat(problems(environment))
                .singleElement()
                .asString()
                .contains(name, other)
                .doesNotContain(value);
    }

    @Test
    void read_inProductionWithTheTokenSecretAmongThoseThatVerify_isNoProblem() {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.put("JWT_VERIFICATION_SECRETS", "zyxwvutsrqponmlkjihgfedcba9876543210");

        assertThat(SettingsReader.read(environment).development()).isFalse();
    }

    @Test
    void read_inStaging_isAsStrictAsInProduction() {
        assertThat(problems(Map.of("APP_ENV", "staging"))).hasSize(5);
    }

    @Test
    void read_withAnEmptyVariable_takesItAsUnset() {
        assertThat(SettingsReader.read(Map.of("PORT", "  ", "SMTP_HOST", ""))).isEqualTo(SettingsReader.read(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN_API_KEY, too-short",
        "ADMIN_API_KEY, long enough but with spaces in between",
        "ACCOUNT_DISCLOSURE, perhaps",
        "REGISTRATION, Open",
        "REGISTRATION, nobody",
        "REGISTRATION, domains",
        "ALLOWED_EMAIL_DOMAINS, example.org",
        "ALLOWED_EMAIL_DOMAINS, 'org'",
        "ALLOWED_EMAIL_DOMAINS, '*.example.org'",
        "ALLOWED_EMAIL_DOMAINS, '@example.org'",
        "ALLOWED_EMAIL_DOMAINS, '..example.org'",
        "ALLOWED_EMAIL_DOMAINS, '.'",
        "ALLOWED_EMAIL_DOMAINS, ','",
        "ALLOWED_EMAIL_DOMAINS, 'example.org, straße.example'",
        "BCRYPT_ENGINE, spring",
        "AUDIT_RETENTION_DAYS, 0",
        "CODES_PER_ADDRESS, -1",
        "DEFAULT_LANGUAGE, english",
        "SMTP_PORT, 0",
        "SMTP_PORT, mail",
        "SMTP_FROM, nobody",
        "SMTP_FROM, a@straße.example",
        "SMTP_HOST, straße.example",
        "HOST, straße.example",
        "SMTP_TLS, Implicit",
        "SMTP_TLS, starttls",
        "PORT, 70000",
        "PORT, eighty",
        "BCRYPT_COST, 3",
        "BCRYPT_COST, 16",
        "DEBUG, yes",
        "APP_ENV, prod",
        "JWT_ALGORITHM, none",
        "DATABASE_URL, mysql://localhost/x",
        "LIMITER, Redis",
        "REDIS_URL, localhost:6379",
        "REDIS_URL, redis-cluster://localhost:6379/0",
        "REDIS_URL, redis://:%zz@localhost",
        "REDIS_URL, redis://localhost:70000",
        "HOST, two words",
        "HOST, http://localhost",
        "MANAGEMENT_PORT, 8000",
        "TRUSTED_PROXIES, my-proxy",
        "TRUSTED_PROXIES, 10.0.0.0/33",
        "TRUSTED_PROXIES, 10.0.0",
        "CORS_ALLOWED_ORIGINS, *",
        "CORS_ALLOWED_ORIGINS, null",
        "CORS_ALLOWED_ORIGINS, localhost:5173",
        "CORS_ALLOWED_ORIGINS, https://*.example.org",
        "CORS_ALLOWED_ORIGINS, https://a.example.org/path",
        "PUBLIC_ORIGIN, login.example.org",
        "PUBLIC_ORIGIN, https://login.example.org/",
        "PUBLIC_ORIGIN, capacitor://localhost",
        "PUBLIC_ORIGIN, 'https://a.example.org,https://b.example.org'",
        "SECRET_KEY, short",
        "SESSION_MAX_DAYS, 3",
        "SMTP_HOST, mail.example.org",
    })
    void read_withAValueOutOfItsRange_isRefused(String name, String value) {
        assertThat(problems(Map.of(name, value))).hasSize(1);
    }

    @Test
    void read_withAnyPortPickedForBoth_isNoProblem() {
        HttpSettings http =
                SettingsReader.read(Map.of("PORT", "0", "MANAGEMENT_PORT", "0")).http();

        assertThat(http.port()).isEqualTo(http.managementPort());
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP_HOST, mail.example.org:587, in SMTP_PORT",
        "SMTP_HOST, 127.0.0.1:25, in SMTP_PORT",
        "SMTP_HOST, mail.example.org:, in SMTP_PORT",
        "SMTP_HOST, [::1]:25, in SMTP_PORT",
        "SMTP_HOST, [::1], without brackets",
        "SMTP_HOST, straße.example, punycode",
        "SMTP_HOST, smtp://mail.example.org, a host name",
        "HOST, 127.0.0.1:8000, in PORT",
        "HOST, [::1], without brackets"
    })
    void read_withAHostThatIsMore_saysWhatIsWanted(String name, String host, String hint) {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.put(name, host);

        assertThat(problems(environment))
                .singleElement()
                .asString()
                .startsWith(name + " ")
                .contains(hint);
    }

    @ParameterizedTest
    @CsvSource({"::1", "2001:db8::25", "mail_relay", "xn--strae-oqa.example"})
    void read_withAMailHostOfAnotherKind_takesIt(String host) {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.put("SMTP_HOST", host);

        assertThat(SettingsReader.read(environment).smtp().orElseThrow().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "true, 587, REQUIRED_STARTTLS",
        "true, 465, IMPLICIT",
        "implicit, 2465, IMPLICIT",
        "implicit, 587, IMPLICIT",
        "1, 25, REQUIRED_STARTTLS",
        "false, 465, NONE"
    })
    void read_withSmtpTls_isTheModeOnThatPort(String value, String port, SmtpTls mode) {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.put("SMTP_TLS", value);
        environment.put("SMTP_PORT", port);

        assertThat(SettingsReader.read(environment).smtp().orElseThrow().tls()).isEqualTo(mode);
    }

    @Test
    void read_withADefaultLanguage_takesIt() {
        assertThat(SettingsReader.read(Map.of()).defaultLanguage()).isEqualTo(Language.CHINESE);
        assertThat(SettingsReader.read(Map.of("DEFAULT_LANGUAGE", "en")).defaultLanguage())
                .isEqualTo(Language.ENGLISH);
    }

    @Test
    void read_withTheLibraryAsEngine_takesIt() {
        assertThat(SettingsReader.read(Map.of("BCRYPT_ENGINE", "jbcrypt")).hashingEngine())
                .isEqualTo(HashingEngine.JBCRYPT);
    }

    @Test
    void read_withSeveralProblems_namesAll() {
        assertThat(problems(Map.of("PORT", "x", "BCRYPT_COST", "99", "SMTP_HOST", "h", "SMTP_USER", "u@example.org")))
                .extracting(problem -> problem.split(" ", 2)[0])
                .containsExactlyInAnyOrder("PORT", "BCRYPT_COST", "SMTP_USER");
    }

    @Test
    void read_withLists_splitsAtCommas() {
        Settings settings = SettingsReader.read(Map.of(
                "TRUSTED_PROXIES", "10.0.0.0/8, ::1/128",
                "CORS_ALLOWED_ORIGINS", "HTTPS://app.example.org,http://[::1]:3000, capacitor://localhost",
                "PUBLIC_ORIGIN", "http://login.test:8000"));

        assertThat(settings.http().trustedProxies()).containsExactly("10.0.0.0/8", "::1/128");
        assertThat(settings.http().corsAllowedOrigins())
                .containsExactly("HTTPS://app.example.org", "http://[::1]:3000", "capacitor://localhost");
        assertThat(settings.http().publicOrigin()).hasValue("http://login.test:8000");
    }

    @Test
    void read_withDomains_takesThem() {
        RegistrationSettings registration = SettingsReader.read(
                        Map.of("REGISTRATION", "domains", "ALLOWED_EMAIL_DOMAINS", "Example.org, .bücher.EXAMPLE"))
                .registration();

        assertThat(registration.mode()).isEqualTo(Registration.DOMAINS);
        assertThat(registration.domains().names()).containsExactlyInAnyOrder("example.org", ".xn--bcher-kva.example");
    }

    @ParameterizedTest
    @CsvSource({"domains, '', is not set", "domains, '@', is not usable", "invite, example.org, restricts nothing"})
    void read_withDomainsThatDoNotFitTheMode_saysWhatIsWrong(String mode, String domains, String problem) {
        assertThat(problems(Map.of("REGISTRATION", mode, "ALLOWED_EMAIL_DOMAINS", domains)))
                .singleElement()
                .asString()
                .startsWith("ALLOWED_EMAIL_DOMAINS ")
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource({"open, true, true", "domains, true, false", "invite, false, false", "closed, false, false"})
    void policy_ofAMode_admitsWhatItSays(String mode, boolean listed, boolean other) {
        Map<String, String> domains =
                mode.equals("domains") ? Map.of("ALLOWED_EMAIL_DOMAINS", "example.org") : Map.of();
        Map<String, String> environment = new HashMap<>(domains);
        environment.put("REGISTRATION", mode);

        AdmissionPolicy policy = SettingsReader.read(environment).registration().policy();

        assertThat(policy.admits(new EmailAddress("ada@Example.org"))).isEqualTo(listed);
        assertThat(policy.admits(new EmailAddress("ada@example.com"))).isEqualTo(other);
    }

    @Test
    void message_ofAProblem_holdsNoValue() {
        assertThatThrownBy(() -> SettingsReader.read(Map.of("JWT_SECRET_KEY", "s3cr3t")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("JWT_SECRET_KEY")
                .hasMessageNotContaining("s3cr3t");
    }

    private static List<String> problems(Map<String, String> environment) {
        SettingsException refusal =
                catchThrowableOfType(SettingsException.class, () -> SettingsReader.read(environment));
        assertThat(refusal).as("the settings are refused").isNotNull();
        return refusal.problems();
    }
}
