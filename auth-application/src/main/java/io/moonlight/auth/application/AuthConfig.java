package io.moonlight.auth.application;

import io.moonlight.auth.application.internal.CostAwareHasher;
import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.port.AdmissionPolicy;
import io.moonlight.auth.domain.port.AuditTrail;
import io.moonlight.auth.domain.port.AuthEvents;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.ClaimsSource;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.domain.port.TokenSigner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The parts and settings of an {@link Auth}, complete and within their ranges, as {@link AuthBuilder} describes them. */
record AuthConfig(
        AuthStore store,
        Mailer mailer,
        PasswordHasher passwords,
        TokenSigner tokens,
        RateLimiter limiter,
        List<AuthEvents> events,
        Optional<AuditTrail> auditTrail,
        KeyedHasher hasher,
        Duration auditRetention,
        Disclosure disclosure,
        boolean loginByCode,
        InstantSource clock,
        RandomGenerator random,
        Duration codeLifetime,
        Duration accessTokenLifetime,
        SessionPolicy sessionPolicy,
        LimitPolicy limits,
        AdmissionPolicy admission,
        Optional<ClaimsSource> claims,
        Duration claimsTimeout) {

    AuthConfig {
        events = List.copyOf(events);
        passwords = new CostAwareHasher(passwords, store.users(), clock);
    }
}
