package io.moonlight.auth.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.postgres.PostgresTables;
import io.moonlight.auth.smtp.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code moonlight.auth.*}. An empty text means that a property is not set. {@link StartCheck} reads them.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads.
 *
 * @param appName Name of the application as people know it, in mails: 1 to 64 characters. Default:
 *     spring.application.name, or else MoonLight.
 * @param secret Key for hashes of codes, limits and refresh tokens: at least 32 random bytes, the same on all servers.
 *     Required.
 * @param adminKey Bearer token of administrators: at least 32 visible ASCII characters. Without it there are no calls for
 *     administrators.
 * @param basePath Path of the calls.
 * @param defaultLanguage Language of answers and mails for clients that prefer neither Chinese nor English.
 * @param disclosure Whether anonymous clients can find out which emails are registered.
 * @param loginByCode Whether users can sign in by a mailed code, without the password.
 * @param limiter Where rate limits are counted.
 * @param codeLifetime How long a mailed code is valid: at most 1 hour.
 * @param bcryptCost Cost of password hashes: 4 to 15.
 * @param mailWorkers Maximum number of mails sent at once: 1 to 64.
 * @param auditRetention How long audit events are kept: at least 1 day.
 * @param corsOrigins Origins whose web pages may call the API, such as https://app.example.org.
 * @param publicOrigin Origin under which browsers reach this server, such as https://app.example.org. Default: https and the
 *     Host header.
 * @param mail The mails.
 * @param token The access tokens.
 * @param session The sessions.
 * @param database The tables.
 */
@ConfigurationProperties("moonlight.auth")
public record AuthProperties(
        @DefaultValue("") String appName,
        @DefaultValue("") String secret,
        @DefaultValue("") String adminKey,
        @DefaultValue("/api/v1") String basePath,
        @DefaultValue("chinese") Language defaultLanguage,
        @DefaultValue("exact") Disclosure disclosure,
        @DefaultValue("false") boolean loginByCode,
        @DefaultValue("auto") Limiter limiter,
        @DefaultValue("10m") Duration codeLifetime,
        @DefaultValue("12") int bcryptCost,
        @DefaultValue("2") int mailWorkers,
        @DefaultValue("90d") Duration auditRetention,
        @DefaultValue List<String> corsOrigins,
        @DefaultValue("") String publicOrigin,
        @DefaultValue Mail mail,
        @DefaultValue Token token,
        @DefaultValue Session session,
        @DefaultValue Database database) {

    static final String PREFIX = "moonlight.auth";

    /** Where rate limits are counted. */
    public enum Limiter {
        /** In Redis if the application has it, or else in PostgreSQL. */
        AUTO,
        /** In Redis, shared by all servers. */
        REDIS,
        /** In PostgreSQL, shared by all servers. */
        POSTGRES,
        /** In this process alone. */
        MEMORY
    }

    /**
     * The mails.
     *
     * @param from Address of the sender. Required with a JavaMailSender.
     * @param accent Color in mails, such as #4c5fd5.
     */
    public record Mail(
            @DefaultValue("") String from,
            @DefaultValue("#4c5fd5") String accent) {}

    /**
     * The access tokens.
     *
     * @param secret Secret that signs tokens with HS256: at least 32 random bytes, the same on all servers. This or a private
     *     key is required.
     * @param privateKey Private key that signs tokens, in PEM: an RSA key with RS256, a P-256 key with ES256.
     * @param verificationSecrets Further secrets whose tokens are valid, for rotation.
     * @param verificationKeys Further public keys whose tokens are valid, in PEM, for rotation.
     * @param issuer Claim iss of the tokens.
     * @param audience Claim aud of the tokens.
     * @param lifetime How long an access token is valid: 1 second to 24 hours.
     */
    public record Token(
            @DefaultValue("") String secret,
            @DefaultValue("") String privateKey,
            @DefaultValue List<String> verificationSecrets,
            @DefaultValue("") String verificationKeys,
            @DefaultValue("moonlight") String issuer,
            @DefaultValue("moonlight") String audience,
            @DefaultValue("30m") Duration lifetime) {

        JwtKeys keys() {
            List<JwtKey> others = new ArrayList<>();
            verificationSecrets.forEach(text -> others.add(JwtKey.hs256(text.getBytes(UTF_8))));
            given(verificationKeys).ifPresent(pem -> others.addAll(JwtKey.publicKeys(pem)));
            JwtKey signing =
                    given(privateKey).map(Token::privateKey).orElseGet(() -> JwtKey.hs256(secret.getBytes(UTF_8)));
            return JwtKeys.of(signing, others.toArray(JwtKey[]::new));
        }

        private static JwtKey privateKey(String pem) {
            try {
                return JwtKey.es256(pem);
            } catch (IllegalArgumentException e) {
                return JwtKey.rs256(pem);
            }
        }

        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    /**
     * The sessions.
     *
     * @param idle A session expires this long after its last refresh.
     * @param total Maximum duration of a session.
     * @param reuseGrace How long a rotated refresh token may be reused.
     */
    public record Session(
            @DefaultValue("7d") Duration idle,
            @DefaultValue("90d") Duration total,
            @DefaultValue("10s") Duration reuseGrace) {

        SessionPolicy policy() {
            return new SessionPolicy(idle, total, reuseGrace);
        }
    }

    /**
     * The tables.
     *
     * @param schema Schema of the tables, which is created if it does not exist. Default: that of the connection.
     * @param prefix Prefix of the names of the tables.
     */
    public record Database(
            @DefaultValue("") String schema,
            @DefaultValue("") String prefix) {

        PostgresTables tables() {
            return new PostgresTables(given(schema), prefix);
        }
    }

    static Optional<String> given(String text) {
        return Optional.of(text).filter(it -> !it.isBlank());
    }

    /** Returns the sender of the mails. */
    Sender sender() {
        return new Sender(new EmailAddress(mail.from()), appName);
    }

    AuthProperties withAppName(String name) {
        return new AuthProperties(
                name,
                secret,
                adminKey,
                basePath,
                defaultLanguage,
                disclosure,
                loginByCode,
                limiter,
                codeLifetime,
                bcryptCost,
                mailWorkers,
                auditRetention,
                corsOrigins,
                publicOrigin,
                mail,
                token,
                session,
                database);
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "AuthProperties[" + appName + "]";
    }
}
