package io.moonlight.auth.application;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.Mailer;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.TokenSigner;
import io.moonlight.auth.domain.port.Transactions;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;
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
    private final Housekeeper housekeeper;
    private final Disclosure disclosure;

    Auth(AuthBuilder parts) {
        Semaphore mailWork = new Semaphore(0);
        Runnable wakeDispatcher = mailWork::release;
        InstantSource clock = parts.clock();
        Codes hashing = new Codes(parts.hasher());
        Limits limits = new Limits(parts.get(RateLimiter.class), parts.hasher(), parts.limits());
        CodeCheck codes = new CodeCheck(parts.get(VerificationCodes.class), hashing, limits);
        TokenIssuer tokens = new TokenIssuer(
                parts.get(TokenSigner.class), parts.hasher(), parts.random(), parts.accessTokenLifetime());
        Sessions sessions =
                new Sessions(parts.get(SessionRepository.class), tokens, parts.sessionPolicy(), clock, parts.random());
        Audit audit = new Audit(parts.events(), clock);
        Discretion discretion = new Discretion(parts.disclosure());
        Notices notices = new Notices(parts.random());

        disclosure = parts.disclosure();
        checkEmail = new CheckEmail(parts.get(UserRepository.class), limits, discretion, audit);
        sendCode = new SendCode(
                parts.get(MailOutbox.class),
                limits,
                discretion,
                audit,
                clock,
                parts.random(),
                parts.codeLifetime(),
                wakeDispatcher);
        verifyCode = new VerifyCode(codes, clock, audit);
        register = new Register(
                parts.get(UserRepository.class),
                parts.get(PasswordHasher.class),
                codes,
                sessions,
                discretion,
                clock,
                audit);
        login = new Login(
                parts.get(UserRepository.class), parts.get(PasswordHasher.class), sessions, limits, clock, audit);
        resetPassword = new ResetPassword(
                parts.get(UserRepository.class),
                parts.get(PasswordHasher.class),
                codes,
                limits,
                notices,
                discretion,
                clock,
                audit,
                wakeDispatcher);
        refresh = new Refresh(parts.get(SessionRepository.class), tokens, parts.sessionPolicy(), clock, audit);
        logout = new Logout(parts.get(SessionRepository.class), tokens, clock, audit);
        authenticate = new Authenticate(parts.get(SessionRepository.class), parts.get(TokenSigner.class), clock, audit);
        account = new Account(parts, codes, limits, notices, discretion, audit, wakeDispatcher);
        administration = new Administration(
                parts.get(UserRepository.class), parts.get(SessionRepository.class), parts.auditTrail(), clock, audit);
        mailDispatcher = new MailDispatcher(
                parts.get(MailOutbox.class),
                parts.get(VerificationCodes.class),
                hashing,
                new Recipients(parts.get(UserRepository.class), discretion),
                parts.get(Mailer.class),
                parts.get(Transactions.class),
                audit,
                clock,
                parts.random(),
                parts.codeLifetime(),
                mailWork);
        housekeeper = new Housekeeper(parts.get(Housekeeping.class), audit, clock, parts.random(), parts.eventsKept());
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
     * Returns the caller that an access token names: guards calls of the host application.
     *
     * @param accessToken any text; a missing one is as invalid as an empty one
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

    /** Removes what nothing needs any more: something must call it, or start it, or the tables only grow. */
    public Housekeeper housekeeper() {
        return housekeeper;
    }

    /**
     * Starts what {@link #mailDispatcher} and {@link #housekeeper} need to go on by themselves, on daemon threads.
     *
     * @param mailWorkers 1 to 64: so many mails are under way at once
     * @return what stops them; the caller closes it
     */
    public BackgroundWork startBackgroundWork(int mailWorkers) {
        return new BackgroundWork(mailDispatcher, housekeeper, mailWorkers);
    }
}
