package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import java.time.InstantSource;
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
    private final Authenticate authenticate;
    private final Account account;
    private final Administration administration;
    private final MailDispatcher mailDispatcher;
    private final Disclosure disclosure;

    Auth(AuthBuilder parts) {
        Semaphore mailWork = new Semaphore(0);
        Runnable wakeDispatcher = mailWork::release;
        InstantSource clock = parts.clock();
        Codes hashing = new Codes(parts.hasher());
        Limits limits = new Limits(parts.limiter(), parts.hasher(), parts.limits());
        CodeCheck codes = new CodeCheck(parts.codes(), hashing, limits);
        TokenIssuer tokens =
                new TokenIssuer(parts.tokens(), parts.hasher(), parts.random(), parts.accessTokenLifetime());
        Sessions sessions = new Sessions(parts.sessions(), tokens, parts.sessionPolicy(), clock, parts.random());
        Audit audit = new Audit(parts.events(), clock);
        Discretion discretion = new Discretion(parts.disclosure());
        Notices notices = new Notices(parts.random());

        disclosure = parts.disclosure();
        checkEmail = new CheckEmail(parts.users(), limits, discretion, audit);
        sendCode = new SendCode(
                parts.outbox(), limits, discretion, audit, clock, parts.random(), parts.codeLifetime(), wakeDispatcher);
        verifyCode = new VerifyCode(codes, clock, audit);
        register = new Register(parts.users(), parts.passwords(), codes, sessions, discretion, clock, audit);
        login = new Login(parts.users(), parts.passwords(), sessions, limits, clock, audit);
        resetPassword = new ResetPassword(
                parts.users(), parts.passwords(), codes, limits, notices, discretion, clock, audit, wakeDispatcher);
        refresh = new Refresh(parts.sessions(), tokens, parts.sessionPolicy(), clock, audit);
        logout = new Logout(parts.sessions(), tokens, clock, audit);
        authenticate = new Authenticate(parts.sessions(), parts.tokens(), clock, audit);
        account = new Account(parts, codes, limits, notices, discretion, audit, wakeDispatcher);
        administration = new Administration(parts.users(), parts.sessions(), parts.auditTrail(), clock, audit);
        mailDispatcher = new MailDispatcher(
                parts.outbox(),
                parts.codes(),
                hashing,
                new Recipients(parts.users(), discretion),
                parts.mailer(),
                parts.transactions(),
                audit,
                clock,
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

    /** Finds out who calls, by an access token. */
    public Authenticate authenticate() {
        return authenticate;
    }

    /**
     * Who calls, by an access token: to guard calls of one's own.
     *
     * @throws AuthException with {@link AuthError.InvalidAccessToken}
     * @throws AuthUnavailableException if the store cannot answer
     */
    public Principal authenticate(String accessToken) {
        return authenticate.handle(new Authenticate.Command(accessToken, ClientInfo.LOCAL));
    }

    /** What signed-in users do with their account. */
    public Account account() {
        return account;
    }

    /** What administrators do. */
    public Administration administration() {
        return administration;
    }

    /** Whether strangers can learn which addresses belong to users. */
    public Disclosure disclosure() {
        return disclosure;
    }

    /** Delivers the mails: something must call it, or start it, or no code ever arrives. */
    public MailDispatcher mailDispatcher() {
        return mailDispatcher;
    }
}
