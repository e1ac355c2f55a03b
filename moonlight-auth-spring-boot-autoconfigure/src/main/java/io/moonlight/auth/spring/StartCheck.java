package io.moonlight.auth.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.http.HttpApiBuilder;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.smtp.MailTemplates;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/**
 * Reads the properties and looks for the beans that are needed, before any part is made: everything that is wrong is reported
 * at once.
 */
final class StartCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);
    private static final Pattern PLACEHOLDER = Pattern.compile("(?i)(replace|change)[-_ ]?me");
    private static final int MIN_SECRET_BYTES = 32;

    private final Environment environment;
    private final ListableBeanFactory beans;
    private final List<String> problems;

    StartCheck(Environment environment, ListableBeanFactory beans) {
        this.environment = environment;
        this.beans = beans;
        this.problems = new UnreadableProperties(Binder.get(environment)).problems();
    }

    /** @throws AuthStartException naming everything that is wrong */
    AuthProperties properties() {
        AuthProperties read = Binder.get(environment)
                .bindOrCreate(AuthProperties.PREFIX, Bindable.of(AuthProperties.class), new IgnoreErrorsBindHandler());
        AuthProperties properties = read.withAppName(AuthProperties.given(read.appName())
                .orElseGet(() -> environment.getProperty("spring.application.name", "MoonLight")));
        checkSecrets(properties);
        checkMail(properties);
        checkRanges(properties);
        checkWeb(properties);
        if (beans.containsBean("moonlightAuthDatabase") && !has(DataSource.class)) {
            problems.add(
                    "there is no DataSource: set spring.datasource.url to a PostgreSQL, or define a bean of this type");
        }
        if (!problems.isEmpty()) {
            throw new AuthStartException(problems);
        }
        return properties;
    }

    private boolean has(Class<?> type) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length > 0;
    }

    private void checkSecrets(AuthProperties properties) {
        checkSecret("secret", properties.secret());
        if (!has(JwtTokenSigner.class)) {
            if (!has(TokenSigner.class)) {
                problems.add("there is no TokenSigner");
            }
            return;
        }
        AuthProperties.Token token = properties.token();
        check("token", () -> new JwtOptions(token.issuer(), token.audience()));
        if (!beans.containsBean("moonlightAuthKeys")) {
            return;
        }
        if (token.privateKey().isBlank()) {
            checkSecret("token.secret", token.secret());
            if (!token.secret().isBlank() && token.secret().equals(properties.secret())) {
                problems.add(name("token.secret") + " is the same as " + name("secret") + ": make another");
            }
        } else if (!token.secret().isBlank()) {
            problems.add(name("token.secret") + " and " + name("token.private-key") + " are both set: remove one");
        }
        if (!token.privateKey().isBlank() || isLongEnough(token.secret())) {
            check("token", token::keys);
        }
    }

    private void checkSecret(String property, String secret) {
        if (secret.isBlank()) {
            problems.add(name(property) + " is not set: make one, for example with `openssl rand -base64 48`");
        } else if (!isLongEnough(secret)) {
            problems.add(name(property) + " has less than " + MIN_SECRET_BYTES + " bytes");
        } else if (PLACEHOLDER.matcher(secret).find()) {
            LOG.warn(
                    "{} looks like the text of an example, which everyone knows: make one of your own", name(property));
        }
    }

    private static boolean isLongEnough(String secret) {
        return secret.getBytes(UTF_8).length >= MIN_SECRET_BYTES;
    }

    private void checkMail(AuthProperties properties) {
        if (!has(Mailer.class)) {
            problems.add(
                    "there is no mail server for the codes: add spring-boot-starter-mail and set spring.mail.host, or"
                            + " define a bean of type Mailer");
        } else if (has(SpringMailer.class)) {
            if (properties.mail().from().isBlank()) {
                problems.add(name("mail.from") + " is not set: the address that mails come from");
            } else {
                check("mail.from", properties::sender);
            }
            check(
                    "mail.accent",
                    () -> new MailTemplates(
                            properties.appName(), properties.mail().accent()));
        }
    }

    private void checkRanges(AuthProperties properties) {
        check("session", properties.session()::policy);
        check("database", properties.database()::tables);
        checkRange("code-lifetime", properties.codeLifetime(), "1ms", "1h", DurationStyle::detectAndParse);
        checkRange("token.lifetime", properties.token().lifetime(), "1s", "24h", DurationStyle::detectAndParse);
        checkRange("audit-retention", properties.auditRetention(), "1d", "36500d", DurationStyle::detectAndParse);
        checkRange("bcrypt-cost", properties.bcryptCost(), "4", "" + BcryptPasswordHasher.MAX_COST, Integer::valueOf);
        checkRange("mail-workers", properties.mailWorkers(), "1", "64", Integer::valueOf);
    }

    private void checkWeb(AuthProperties properties) {
        for (String origin : properties.corsOrigins()) {
            if (!HttpApiBuilder.isOrigin(origin)) {
                problems.add(name("cors-origins") + " has an entry that is not like https://app.example.org");
            }
        }
        AuthProperties.given(properties.publicOrigin())
                .filter(origin -> !HttpApiBuilder.isPublicOrigin(origin))
                .ifPresent(origin -> problems.add(name("public-origin") + " must be like https://app.example.org"));
        AuthProperties.given(properties.adminKey())
                .filter(key -> !HttpApiBuilder.isAdminKey(key))
                .ifPresent(key -> problems.add(
                        name("admin-key") + " must have at least 32 characters, all of them visible ASCII"));
        if (!HttpApiBuilder.isBasePath(properties.basePath())) {
            problems.add(name("base-path") + " must be like /api/v1");
        }
    }

    private <T extends Comparable<T>> void checkRange(
            String property, T value, String least, String most, Function<String, T> parse) {
        if (value.compareTo(parse.apply(least)) < 0 || value.compareTo(parse.apply(most)) > 0) {
            problems.add(name(property) + " must be " + least + " to " + most);
        }
    }

    /** Reports what the part itself says about these values; none of its messages repeats them. */
    private void check(String property, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            problems.add(name(property) + ": " + e.getMessage());
        }
    }

    private static String name(String property) {
        return AuthProperties.PREFIX + "." + property;
    }
}
