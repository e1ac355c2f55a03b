package io.moonlight.auth.application.internal;

import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.KeyedHasher;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.port.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The budgets of each call. Emails and addresses are passed on as keyed hashes only. */
public final class Limits {

    private static final Logger LOG = LoggerFactory.getLogger(Limits.class);

    /** How long an address is known after a login from it. */
    public static final Duration KNOWN_ADDRESS = Duration.ofDays(30);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofHours(24);

    private final RateLimiter limiter;
    private final KeyedHasher hasher;
    private final LimitPolicy policy;

    public Limits(RateLimiter limiter, KeyedHasher hasher, LimitPolicy policy) {
        this.limiter = limiter;
        this.hasher = hasher;
        this.policy = policy;
    }

    public LimitPolicy policy() {
        return policy;
    }

    public List<Budget> checkEmail(ClientInfo client) {
        List<Budget> budgets = new ArrayList<>();
        addressBudget(budgets, "check-email-address", client, policy.checkEmailPerMinute(), MINUTE);
        return budgets;
    }

    /** For a request for a code, from any address. */
    public List<Budget> sendCode(EmailAddress email, CodePurpose purpose, ClientInfo client) {
        List<Budget> budgets = sendCodeFromKnownAddress(email, purpose, client);
        budgets.add(new Budget("send-code-email", subject(email.value()), policy.codesPerDay(), DAY));
        if (!email.mailbox().equals(email.value())) {
            budgets.add(new Budget("send-code-tags", subject(email.mailbox()), policy.codesPerDay(), DAY));
        }
        return budgets;
    }

    /** For a request for a code from a known address of the user: without the email-wide limits. */
    public List<Budget> sendCodeFromKnownAddress(EmailAddress email, CodePurpose purpose, ClientInfo client) {
        List<Budget> budgets = new ArrayList<>();
        budgets.add(new Budget("send-code-cooldown", subject(email.value(), purpose.wire()), 1, policy.codeCooldown()));
        pairBudget(budgets, "send-code-pair", email, client, policy.codesPerDay());
        budgets.addAll(codesOfAddress(client));
        return budgets;
    }

    /** The part of {@link #sendCode} that belongs to the caller's address. */
    public List<Budget> codesOfAddress(ClientInfo client) {
        List<Budget> budgets = new ArrayList<>();
        if (policy.codesPerAddress() > 0) {
            addressBudget(budgets, "send-code-address", client, policy.codesPerAddress(), QUARTER);
        }
        return budgets;
    }

    /** For a try of a code, from any address. A try of a code that signs in is a login, too. */
    List<Budget> wrongCode(EmailAddress email, CodePurpose purpose, ClientInfo client) {
        List<Budget> budgets = wrongCodeFromKnownAddress(email, purpose, client);
        budgets.add(new Budget("wrong-code-email", subject(email.value()), policy.wrongCodesPerEmail(), DAY));
        if (purpose == CodePurpose.LOGIN) {
            budgets.addAll(loginOfEmail(email));
        }
        return budgets;
    }

    /** For a try of a code from a known address of the user: without the email-wide limits. */
    List<Budget> wrongCodeFromKnownAddress(EmailAddress email, CodePurpose purpose, ClientInfo client) {
        List<Budget> budgets = wrongCodeOfAddress(purpose, client);
        pairBudget(budgets, "wrong-code-pair", email, client, policy.wrongCodesPerEmail());
        if (purpose == CodePurpose.LOGIN) {
            client.address()
                    .map(address -> subject(email.value(), address.network()))
                    .map(pair -> new Budget("login-code-pair", pair, policy.loginFailuresPerPair(), QUARTER))
                    .ifPresent(budgets::add);
        }
        return budgets;
    }

    /** The part of {@link #wrongCode} that a try without a live code costs, too. */
    List<Budget> wrongCodeOfAddress(CodePurpose purpose, ClientInfo client) {
        List<Budget> budgets = new ArrayList<>();
        addressBudget(budgets, "wrong-code-address", client, policy.wrongCodesPerAddress(), QUARTER);
        if (purpose == CodePurpose.LOGIN) {
            loginOfAddress(budgets, client);
        }
        return budgets;
    }

    /** The budgets that a proven owner resets. */
    public List<Budget> loginOfEmail(EmailAddress email) {
        return List.of(new Budget("login-email", subject(email.value()), policy.loginFailuresPerEmail(), DAY));
    }

    /**
     * A known address of the user has no email-wide limit, so that an owner cannot be locked out from elsewhere.
     *
     * @param candidate the user with this email, if there is one
     */
    public List<Budget> login(EmailAddress email, ClientInfo client, Optional<LoginCandidate> candidate) {
        List<Budget> budgets = new ArrayList<>();
        if (!candidate.map(LoginCandidate::knownAddress).orElse(false)) {
            budgets.addAll(loginOfEmail(email));
        }
        budgets.addAll(loginOfPair(email, client, candidate));
        loginOfAddress(budgets, client);
        return budgets;
    }

    /**
     * The budget of a pair depends on the password as well: a new password starts without the failures of the old one, from any
     * address. Tries of codes, which are charged before the user is read, count for themselves.
     */
    public List<Budget> loginOfPair(EmailAddress email, ClientInfo client, Optional<LoginCandidate> candidate) {
        String password = candidate.map(c -> c.passwordHash().value()).orElse("");
        return client.address().stream()
                .map(address -> subject(email.value(), address.network(), password))
                .map(pair -> new Budget("login-pair", pair, policy.loginFailuresPerPair(), QUARTER))
                .toList();
    }

    private void loginOfAddress(List<Budget> budgets, ClientInfo client) {
        addressBudget(budgets, "login-address", client, policy.loginFailuresPerAddress(), QUARTER);
    }

    /** For a signed-in user who confirms the password. */
    List<Budget> passwordCheck(SessionId session, ClientInfo client) {
        List<Budget> budgets = new ArrayList<>();
        KeyedHash subject = subject(session.value().toString());
        budgets.add(new Budget("password-session", subject, policy.loginFailuresPerPair(), QUARTER));
        loginOfAddress(budgets, client);
        return budgets;
    }

    /** @throws AuthException with {@link AuthError.RateLimited} if a budget is exhausted; nothing is charged then */
    public Charge charge(List<Budget> budgets) {
        tryAcquire(budgets).ifPresent(retryAfter -> {
            throw new AuthException(new AuthError.RateLimited(retryAfter));
        });
        return new Charge(limiter, budgets);
    }

    /**
     * Charges {@code anywhere}. If one of these budgets is exhausted, charges {@code known} instead, provided that the owner of
     * the email is known at the caller's address.
     *
     * @param owner looked up only if a budget is exhausted; gets the time to wait
     * @throws AuthException with {@link AuthError.RateLimited} otherwise; nothing is charged then
     */
    public Charge charge(
            List<Budget> anywhere, Function<Duration, Optional<LoginCandidate>> owner, Supplier<List<Budget>> known) {
        Optional<Duration> retryAfter = tryAcquire(anywhere);
        if (retryAfter.isEmpty()) {
            return new Charge(limiter, anywhere);
        }
        if (owner.apply(retryAfter.get()).filter(LoginCandidate::knownAddress).isEmpty()) {
            throw new AuthException(new AuthError.RateLimited(retryAfter.get()));
        }
        return charge(known.get());
    }

    /** Charges all of the budgets and returns nothing, or charges none and returns the time to wait. */
    public Optional<Duration> tryAcquire(List<Budget> budgets) {
        return budgets.isEmpty() ? Optional.empty() : limiter.acquire(budgets);
    }

    /** Resets the budgets, or leaves them as they are if the rate limiter is unavailable. */
    public void clear(List<Budget> budgets) {
        try {
            limiter.clear(budgets);
        } catch (AuthUnavailableException e) {
            LOG.debug("budgets were not reset: the rate limiter is unavailable", e);
        }
    }

    /** The budgets of a known address instead of the email-wide limit. Charged at any address, as it is not known yet whether it is known. */
    private void pairBudget(List<Budget> budgets, String name, EmailAddress email, ClientInfo client, int capacity) {
        client.address()
                .ifPresent(address ->
                        budgets.add(new Budget(name, subject(email.value(), address.network()), capacity, DAY)));
    }

    private void addressBudget(List<Budget> budgets, String name, ClientInfo client, int capacity, Duration window) {
        client.address()
                .ifPresent(address -> budgets.add(new Budget(name, subject(address.network()), capacity, window)));
    }

    private KeyedHash subject(String... parts) {
        return hasher.hash("limit", parts);
    }
}
