package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.util.concurrent.Semaphore;

/**
 * The login backend as an object: every use case, wired to the parts that the embedder chose.
 *
 * <p>A refusal is an {@link AuthException} with a typed error, a fault an {@link AuthUnavailableException}; there is no
 * third way to fail.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads, virtual ones included. Starts no thread by itself, and
 * closes nothing that was passed in. Any number of instances can live in one JVM.
 */
public final class Auth {

    private final CheckEmail checkEmail;
    private final SendCode sendCode;
    private final VerifyCode verifyCode;
    private final Register register;
    private final Login login;
    private final ResetPassword resetPassword;
    private final Refresh refresh;
    private final Logout logout;
    private final MailDispatcher mailDispatcher;

    Auth(AuthBuilder parts) {
        Semaphore mailWork = new Semaphore(0);
        Runnable wakeDispatcher = mailWork::release;
        Codes hashing = new Codes(parts.hasher());
        Limits limits = new Limits(parts.limiter(), parts.hasher(), parts.limits());
        CodeCheck codes = new CodeCheck(parts.codes(), hashing, limits);
        TokenIssuer tokens =
                new TokenIssuer(parts.tokens(), parts.hasher(), parts.random(), parts.accessTokenLifetime());
        Sessions sessions =
                new Sessions(parts.sessions(), tokens, parts.sessionPolicy(), parts.clock(), parts.random());

        checkEmail = new CheckEmail(parts.users(), limits);
        sendCode = new SendCode(
                parts.outbox(), limits, parts.clock(), parts.random(), parts.codeLifetime(), wakeDispatcher);
        verifyCode = new VerifyCode(codes, parts.clock());
        register = new Register(parts.users(), parts.passwords(), codes, sessions, parts.clock());
        login = new Login(parts.users(), parts.passwords(), sessions, limits);
        resetPassword = new ResetPassword(
                parts.users(), parts.passwords(), codes, limits, parts.clock(), parts.random(), wakeDispatcher);
        refresh = new Refresh(parts.sessions(), tokens, parts.sessionPolicy(), parts.events(), parts.clock());
        logout = new Logout(parts.sessions(), tokens, parts.clock());
        mailDispatcher = new MailDispatcher(
                parts.outbox(),
                parts.codes(),
                hashing,
                parts.mailer(),
                parts.transactions(),
                parts.events(),
                parts.clock(),
                parts.random(),
                parts.codeLifetime(),
                mailWork);
    }

    /** Begins with nothing set. */
    public static AuthBuilder builder() {
        return new AuthBuilder();
    }

    /** Whether an address belongs to a user. */
    public CheckEmail checkEmail() {
        return checkEmail;
    }

    /** Asks for a code by mail. */
    public SendCode sendCode() {
        return sendCode;
    }

    /** Whether a code would be taken. */
    public VerifyCode verifyCode() {
        return verifyCode;
    }

    /** Makes a user of somebody with a code. */
    public Register register() {
        return register;
    }

    /** Opens a session by email and password. */
    public Login login() {
        return login;
    }

    /** Sets a new password by code. */
    public ResetPassword resetPassword() {
        return resetPassword;
    }

    /** Trades a refresh token for the next pair. */
    public Refresh refresh() {
        return refresh;
    }

    /** Ends the session of a refresh token. */
    public Logout logout() {
        return logout;
    }

    /** Delivers the mails: something must call it, or start it, or no code ever arrives. */
    public MailDispatcher mailDispatcher() {
        return mailDispatcher;
    }
}
