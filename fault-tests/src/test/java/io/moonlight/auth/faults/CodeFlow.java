package io.moonlight.auth.faults;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How a person gets a code by mail and sets a password with it, whatever breaks meanwhile: asks until that is
 * acknowledged, waits for the mail, and tries again what got no answer, each time with another password, so that it can be
 * told afterwards which try was the one that counted.
 */
final class CodeFlow {

    /** Longer than a mail waits if its dispatcher dies (45 s), and the next one, too. */
    private static final Duration MAIL_PATIENCE = Duration.ofMinutes(2);

    /** The call that uses the code. */
    interface Use {
        Outcome with(String code, String password);
    }

    /** What the person knows at the end. */
    enum End {
        /** It is done, with the last of the passwords. */
        DONE,
        /** It may be done, with any of the passwords. */
        UNCLEAR,
        /** It cannot have been done. */
        GIVEN_UP
    }

    private final Client client;
    private final Mails mails;
    private final String email;
    private final Supplier<String> newPassword;
    private final BooleanSupplier enough;
    private final BooleanSupplier gone;
    private final Set<String> passwords = new LinkedHashSet<>();
    private final Set<String> wrong = new HashSet<>();
    private Optional<Outcome> success = Optional.empty();
    private String code = "";

    /**
     * @param enough whether what fails is not to be tried any more
     * @param gone whether not even a mail is to be waited for
     */
    CodeFlow(
            Client client,
            Mails mails,
            String email,
            Supplier<String> newPassword,
            BooleanSupplier enough,
            BooleanSupplier gone) {
        this.client = client;
        this.mails = mails;
        this.email = email;
        this.newPassword = newPassword;
        this.enough = enough;
        this.gone = gone;
    }

    /** Returns whether the mail was acknowledged. */
    boolean ask(String type) {
        while (true) {
            Outcome asked = client.call("send-code", api -> api.post("send-code", "email", email, "type", type));
            if (asked.is(200)) {
                return true;
            }
            if (!asked.isUnclear() && !asked.is(429)) {
                client.seen().broken("a code of type " + type + " was refused to " + email + ": " + asked);
                return false;
            }
            if (enough.getAsBoolean()) {
                return false;
            }
            Pause.ofMillis(250);
        }
    }

    /**
     * Uses the newest code that has come after so many mails. If it is that of an earlier mail it is refused, and another
     * one will come.
     */
    End use(int before, Use use) {
        long end = System.nanoTime() + MAIL_PATIENCE.toNanos();
        while (System.nanoTime() < end && !gone.getAsBoolean()) {
            Optional<String> come = mails.newCode(email, before, wrong);
            if (come.isPresent()) {
                code = come.get();
                Optional<End> known = tryCode(use);
                if (known.isPresent()) {
                    return known.get();
                }
                wrong.add(code);
            }
            Pause.ofMillis(50);
        }
        client.seen().broken("no code that counts has come to " + email);
        return passwords.isEmpty() ? End.GIVEN_UP : End.UNCLEAR;
    }

    private Optional<End> tryCode(Use use) {
        while (true) {
            String password = newPassword.get();
            passwords.add(password);
            Outcome outcome = use.with(code, password);
            if (outcome.is(200)) {
                success = Optional.of(outcome);
                passwords.clear();
                passwords.add(password);
                return Optional.of(End.DONE);
            }
            if (outcome.isUnclear()) {
                if (enough.getAsBoolean()) {
                    return Optional.of(End.UNCLEAR);
                }
                Pause.ofMillis(400);
                continue;
            }
            passwords.remove(password);
            if (!outcome.is(400) && !outcome.is(409)) {
                client.seen().broken("the code of " + email + " was refused: " + outcome);
            }
            return passwords.isEmpty() && outcome.is(400) ? Optional.empty() : Optional.of(End.UNCLEAR);
        }
    }

    /** Each of them may be the password now; none if nothing can have happened. */
    Set<String> passwords() {
        return passwords;
    }

    /** The answer that said that it is done. */
    Outcome success() {
        return success.orElseThrow();
    }

    /** The code that was used last. */
    String code() {
        return code;
    }
}
