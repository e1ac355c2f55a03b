package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.Username;
import io.moonlight.auth.domain.model.VerificationCode;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What all calls that take a code share: the limits on guessing around the check itself. A try is counted before it is
 * looked at, so that no burst gets past a limit, and given back unless it was wrong. A try without a live code costs the
 * email nothing, only the address. Whether the caller's address is known is looked up only once a limit is exceeded.
 */
final class CodeCheck {

    private final VerificationCodes codes;
    private final UserRepository users;
    private final Codes hashing;
    private final Limits limits;

    CodeCheck(VerificationCodes codes, UserRepository users, Codes hashing, Limits limits) {
        this.codes = codes;
        this.users = users;
        this.hashing = hashing;
        this.limits = limits;
    }

    /** Checks the code and then goes on with {@code whenRight}, which gets the code's hash. */
    <T> T check(
            EmailAddress email,
            CodePurpose purpose,
            VerificationCode code,
            ClientInfo client,
            Instant now,
            Function<KeyedHash, T> whenRight) {
        return limited(email, client, now, () -> {
            KeyedHash hash = hashing.hash(email, purpose, code);
            codes.check(email, purpose, hash, now);
            return whenRight.apply(hash);
        });
    }

    /** As {@link #check} for a registration; finds a taken address or name before {@code whenRight} is called. */
    <T> T checkRegistration(
            EmailAddress email,
            Username username,
            VerificationCode code,
            ClientInfo client,
            Instant now,
            Function<KeyedHash, T> whenRight) {
        return limited(email, client, now, () -> {
            KeyedHash hash = hashing.hash(email, CodePurpose.REGISTER, code);
            codes.checkRegistration(email, username, hash, now);
            return whenRight.apply(hash);
        });
    }

    private <T> T limited(EmailAddress email, ClientInfo client, Instant now, Supplier<T> call) {
        List<Budget> taken = acquire(email, client, now);
        List<Budget> unspent = taken;
        try {
            return call.get();
        } catch (AuthException e) {
            unspent = unspent(e.error(), taken, client);
            throw e;
        } finally {
            limits.release(unspent);
        }
    }

    private List<Budget> acquire(EmailAddress email, ClientInfo client, Instant now) {
        List<Budget> budgets = limits.wrongCode(email, client);
        Optional<Duration> retryAfter = limits.tryAcquire(budgets);
        if (retryAfter.isEmpty()) {
            return budgets;
        }
        Limits.requireKnownAddress(
                users.findForLogin(email, client.address(), now.minus(Limits.KNOWN_ADDRESS)), retryAfter.get());
        List<Budget> ofKnownAddress = limits.wrongCodeFromKnownAddress(email, client);
        limits.acquire(ofKnownAddress);
        return ofKnownAddress;
    }

    private List<Budget> unspent(AuthError error, List<Budget> taken, ClientInfo client) {
        if (!(error instanceof AuthError.CodeRefused refused)) {
            return taken;
        }
        return switch (refused.reason()) {
            case WRONG -> List.of();
            case NOT_FOUND, EXPIRED, EXHAUSTED -> {
                List<Budget> spent = limits.wrongCodeOfAddress(client);
                yield taken.stream().filter(budget -> !spent.contains(budget)).toList();
            }
        };
    }
}
