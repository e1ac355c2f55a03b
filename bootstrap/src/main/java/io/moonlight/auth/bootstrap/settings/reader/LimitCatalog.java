package io.moonlight.auth.bootstrap.settings.reader;

import io.moonlight.auth.domain.model.Disclosure;
import java.util.List;
import java.util.Optional;

/** The settings of codes, limits and disclosure. */
final class LimitCatalog {

    static final Setting<Integer> VERIFICATION_CODE_EXPIRE_MINUTES = Setting.integer(
            "VERIFICATION_CODE_EXPIRE_MINUTES", 10, 1, 60, "minutes", "How long a delivered code can be used.");
    static final Setting<Integer> VERIFICATION_CODE_COOLDOWN_SECONDS = Setting.integer(
            "VERIFICATION_CODE_COOLDOWN_SECONDS",
            60,
            1,
            3600,
            "seconds",
            "The minimum time between two codes for one email and type.");
    static final Setting<Integer> VERIFICATION_CODE_DAILY_LIMIT =
            Setting.integer("VERIFICATION_CODE_DAILY_LIMIT", 10, 1, 1000, "a day", "Codes for one email.");
    static final Setting<Integer> WRONG_CODES_PER_EMAIL = Setting.integer(
            "WRONG_CODES_PER_EMAIL", 20, 1, 1000, "a day", "Wrong codes for one email, over all its codes.");
    static final Setting<Integer> WRONG_CODES_PER_ADDRESS = Setting.integer(
            "WRONG_CODES_PER_ADDRESS", 60, 1, 1_000_000, "in 15 minutes", "Wrong codes from one address.");
    static final Setting<Integer> LOGIN_MAX_FAILURES = Setting.integer(
            "LOGIN_MAX_FAILURES", 10, 1, 1000, "in 15 minutes", "Failed logins for one email from one address.");
    static final Setting<Integer> LOGIN_MAX_FAILURES_PER_EMAIL =
            Setting.integer("LOGIN_MAX_FAILURES_PER_EMAIL", 100, 1, 100_000, "a day", "Failed logins for one email.");
    static final Setting<Integer> LOGIN_MAX_FAILURES_PER_ADDRESS = Setting.integer(
            "LOGIN_MAX_FAILURES_PER_ADDRESS", 100, 1, 1_000_000, "in 15 minutes", "Failed logins from one address.");
    static final Setting<Integer> CHECK_EMAIL_PER_MINUTE = Setting.integer(
            "CHECK_EMAIL_PER_MINUTE", 20, 1, 1_000_000_000, "a minute", "Look-ups of emails from one address.");
    static final Setting<Integer> CODES_PER_ADDRESS = Setting.integer(
            "CODES_PER_ADDRESS",
            60,
            0,
            1_000_000,
            "in 15 minutes",
            "Codes requested from one address; 0 for no limit.");
    static final Setting<Disclosure> ACCOUNT_DISCLOSURE = new Setting<>(
            "ACCOUNT_DISCLOSURE",
            "exact",
            Optional.of(Disclosure.EXACT),
            "exact, uniform",
            "Whether clients can find out which emails are registered: see [Account enumeration](limits.md#account-enumeration).",
            Parsers::disclosure);

    /** All settings, in the order of the table in {@code docs/settings.md}. */
    static final List<Setting<?>> ALL = List.of(
            VERIFICATION_CODE_EXPIRE_MINUTES,
            VERIFICATION_CODE_COOLDOWN_SECONDS,
            VERIFICATION_CODE_DAILY_LIMIT,
            WRONG_CODES_PER_EMAIL,
            WRONG_CODES_PER_ADDRESS,
            LOGIN_MAX_FAILURES,
            LOGIN_MAX_FAILURES_PER_EMAIL,
            LOGIN_MAX_FAILURES_PER_ADDRESS,
            CHECK_EMAIL_PER_MINUTE,
            CODES_PER_ADDRESS,
            ACCOUNT_DISCLOSURE);

    private LimitCatalog() {}
}
