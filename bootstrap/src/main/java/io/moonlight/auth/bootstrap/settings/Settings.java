package io.moonlight.auth.bootstrap.settings;

import io.moonlight.auth.application.LimitPolicy;
import io.moonlight.auth.bcrypt.HashingEngine;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything an operator can set, checked.
 *
 * @param environment where the server runs
 * @param debug whether to offer what helps developers and must not be public
 * @param logging the log
 * @param appName the name that mails show
 * @param defaultLanguage of answers and mails, for clients that prefer neither language
 * @param dataDir where the embedded parts keep what they have
 * @param secrets what was set of them; complete outside development
 * @param http the HTTP server
 * @param tokens tokens and sessions
 * @param database empty: the embedded one (development only)
 * @param databasePoolSize connections of one server
 * @param redisUrl empty: limits in this process (development only)
 * @param smtp empty: the development mailbox (development only)
 * @param mailWorkers how many mails are sent at once
 * @param bcryptCost cost of password hashes
 * @param hashingEngine what computes password hashes
 * @param hashingQueue how many passwords may wait for each lane
 * @param codeLifetime how long a delivered code can be used
 * @param limits how often things may happen
 * @param disclosure whether strangers can learn which addresses belong to users
 * @param auditRetention how long the audit trail keeps an event
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
        Optional<String> redisUrl,
        Optional<SmtpSettings> smtp,
        int mailWorkers,
        int bcryptCost,
        HashingEngine hashingEngine,
        int hashingQueue,
        Duration codeLifetime,
        LimitPolicy limits,
        Disclosure disclosure,
        Duration auditRetention) {

    /** Whether missing parts are embedded. */
    public boolean development() {
        return environment == AppEnvironment.DEVELOPMENT;
    }
}
