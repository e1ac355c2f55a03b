package io.moonlight.auth.bootstrap.settings;

import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.bcrypt.HashingEngine;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.mail.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * All settings, validated.
 *
 * @param environment where the server runs
 * @param debug whether to serve the API documentation and log details
 * @param logging the log
 * @param appName the name in mails
 * @param defaultLanguage the language of responses and mails for clients that prefer neither
 * @param dataDir the folder of the embedded database and the generated secrets
 * @param secrets the secrets that are set; complete outside development
 * @param http the HTTP server
 * @param tokens tokens and sessions
 * @param database empty: the embedded one (development only)
 * @param databasePoolSize the maximum number of connections
 * @param limiter where the rate limits are counted; memory only in development
 * @param redisUrl present if the limiter is Redis
 * @param smtp empty: the development mailbox (development only)
 * @param mailWorkers how many mails are sent at once
 * @param bcryptCost the cost of password hashes
 * @param hashingEngine the implementation of bcrypt
 * @param hashingQueue how many passwords may wait for each lane
 * @param codeLifetime how long a delivered code can be used
 * @param limits the rate limits
 * @param disclosure whether clients can find out which emails are registered
 * @param registration who may register
 * @param loginByCode whether users can sign in by a mailed code
 * @param auditRetention how long the audit trail keeps an event
 * @param pages the web pages
 */
public record Settings(
        AppEnvironment environment,
        boolean debug,
        LogSettings logging,
        String appName,
        Language defaultLanguage,
        Path dataDir,
        SecretSettings secrets,
        HttpSettings http,
        TokenSettings tokens,
        Optional<DatabaseUrl> database,
        int databasePoolSize,
        Limiter limiter,
        Optional<String> redisUrl,
        Optional<SmtpSettings> smtp,
        int mailWorkers,
        int bcryptCost,
        HashingEngine hashingEngine,
        int hashingQueue,
        Duration codeLifetime,
        LimitPolicy limits,
        Disclosure disclosure,
        RegistrationSettings registration,
        boolean loginByCode,
        Duration auditRetention,
        PagesSettings pages) {

    /** Returns whether missing services are embedded. */
    public boolean development() {
        return environment == AppEnvironment.DEVELOPMENT;
    }
}
