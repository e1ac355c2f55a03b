package io.moonlight.auth.application;

import io.moonlight.auth.application.background.BackgroundWork;
import io.moonlight.auth.application.background.Housekeeper;
import io.moonlight.auth.application.background.MailDispatcher;
import io.moonlight.auth.application.internal.Admissions;
import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.ClaimsLookUp;
import io.moonlight.auth.application.internal.CodeCheck;
import io.moonlight.auth.application.internal.Codes;
import io.moonlight.auth.application.internal.EnumerationGuard;
import io.moonlight.auth.application.internal.Limits;
import io.moonlight.auth.application.internal.Notices;
import io.moonlight.auth.application.internal.Sessions;
import io.moonlight.auth.application.internal.TokenIssuer;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.ClaimsSource;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * The login backend: all use cases, wired to the embedder's parts.
 *
 * <p>A rejection is an {@link AuthException} with a typed error, a fault an {@link AuthUnavailableException}; there is no
 * other failure.
 *
 * <p><b>Threading.</b> Immutable; safe for any number of threads, virtual ones included. Starts no thread by itself except
 * those that ask a {@link ClaimsSource}, which end when they are idle, and closes nothing that was passed in. Any number of
 * instances can live in one JVM.
 */
public final class Auth {

    private final CheckEmail checkEmail;
    private final SendCode sendCode;
    private final VerifyCode verifyCode;
    private final Register register;
    private final Login login;
    private final LoginByCode loginByCode;
    private final ResetPassword resetPassword;
    private final Refresh refresh;
    private final Logout logout;
    private final Authenticate authenticate;
    private final Account account;
    private final Administration administration;
    private final ImportUsers importUsers;
    private final ExportUsers exportUsers;
    private final MailDispatcher mailDispatcher;
    private final Housekeeper housekeeper;
    private final Disclosure disclosure;
    private final boolean offersLoginByCode;

    Auth(AuthConfig config) {
        Semaphore mailWork = new Semaphore(0);
        Runnable wakeDispatcher = mailWork::release;
        AuthStore store = config.store();
        InstantSource clock = config.clock();
        Codes hashing = new Codes(config.hasher());
        Limits limits = new Limits(config.limiter(), config.hasher(), config.limits());
        CodeCheck codes = new CodeCheck(store.codes(), store.users(), hashing, limits);
        TokenIssuer tokens =
                new TokenIssuer(config.tokens(), config.hasher(), config.random(), config.accessTokenLifetime());
        ClaimsLookUp claims = new ClaimsLookUp(config.claims(), config.claimsTimeout());
        Sessions sessions =
                new Sessions(store.sessions(), tokens, claims, config.sessionPolicy(), clock, config.random());
        Audit audit = new Audit(config.events(), clock);
        EnumerationGuard enumerationGuard = new EnumerationGuard(config.disclosure());
        Notices notices = new Notices(config.random());
        Admissions admissions = new Admissions(config.admission(), store.invitations(), clock);

        disclosure = config.disclosure();
        offersLoginByCode = config.loginByCode();
        checkEmail = new CheckEmail(store.users(), limits, enumerationGuard, audit);
        sendCode = new SendCode(config, limits, admissions, enumerationGuard, audit, wakeDispatcher);
        verifyCode = new VerifyCode(codes, clock, audit);
        register = new Register(
                store.users(), config.passwords(), codes, admissions, sessions, enumerationGuard, clock, audit);
        login = new Login(store.users(), config.passwords(), sessions, limits, clock, audit);
        loginByCode = new LoginByCode(config, codes, sessions, limits, audit);
        resetPassword = new ResetPassword(config, codes, limits, notices, enumerationGuard, audit, wakeDispatcher);
        refresh = new Refresh(store.sessions(), tokens, claims, config.sessionPolicy(), clock, audit);
        logout = new Logout(store.sessions(), tokens, clock, audit);
        authenticate = new Authenticate(store.sessions(), config.tokens(), clock, audit);
        account = new Account(config, codes, limits, notices, enumerationGuard, audit, wakeDispatcher);
        administration = new Administration(
                store.users(),
                store.sessions(),
                new Invitations(config, audit, wakeDispatcher),
                config.auditTrail(),
                clock,
                audit);
        importUsers = new ImportUsers(store.users(), config.passwords(), clock, audit);
        exportUsers = new ExportUsers(store.users(), audit);
        mailDispatcher = new MailDispatcher(
                store,
                hashing,
                admissions,
                enumerationGuard,
                config.mailer(),
                audit,
                clock,
                config.random(),
                config.codeLifetime(),
                mailWork);
        housekeeper = new Housekeeper(store.housekeeping(), audit, clock, config.random(), config.auditRetention());
    }

    /** Returns an empty builder. */
    public static AuthBuilder builder() {
        return new AuthBuilder();
    }

    /** Checks whether an email is registered. */
    public CheckEmail checkEmail() {
        return checkEmail;
    }

    /** Requests a code by mail. */
    public SendCode sendCode() {
        return sendCode;
    }

    /** Checks a code without consuming it. */
    public VerifyCode verifyCode() {
        return verifyCode;
    }

    /** Registers a new user. */
    public Register register() {
        return register;
    }

    /** Opens a session by email and password. */
    public Login login() {
        return login;
    }

    /** Opens a session by email and mailed code, if this is offered. */
    public LoginByCode loginByCode() {
        return loginByCode;
    }

    /** Sets a new password by code. */
    public ResetPassword resetPassword() {
        return resetPassword;
    }

    /** Exchanges a refresh token for the next pair. */
    public Refresh refresh() {
        return refresh;
    }

    /** Ends the session of a refresh token. */
    public Logout logout() {
        return logout;
    }

    /** Authenticates a call by its access token. */
    public Authenticate authenticate() {
        return authenticate;
    }

    /**
     * Returns the caller that an access token names: guards calls of the host application.
     *
     * @param accessToken any text; a missing one is invalid
     * @throws AuthException with {@link AuthError.InvalidAccessToken}
     * @throws AuthUnavailableException if the store cannot answer
     */
    public Principal authenticate(String accessToken) {
        return authenticate.handle(new Authenticate.Command(accessToken, ClientInfo.LOCAL));
    }

    /** The calls of signed-in users on their account. */
    public Account account() {
        return account;
    }

    /** The calls of administrators. */
    public Administration administration() {
        return administration;
    }

    /** Stores users of another system with their password hashes. */
    public ImportUsers importUsers() {
        return importUsers;
    }

    /** Reads all users. */
    public ExportUsers exportUsers() {
        return exportUsers;
    }

    /** Returns whether account enumeration is possible. */
    public Disclosure disclosure() {
        return disclosure;
    }

    /** Returns whether users can sign in by a mailed code. */
    public boolean offersLoginByCode() {
        return offersLoginByCode;
    }

    /** Delivers the mails, one by one: for a host application with a scheduler of its own. */
    public MailDispatcher mailDispatcher() {
        return mailDispatcher;
    }

    /** Removes expired data, step by step: for a host application with a scheduler of its own. */
    public Housekeeper housekeeper() {
        return housekeeper;
    }

    /**
     * Starts {@link #mailDispatcher} and {@link #housekeeper} on daemon threads. Without them, no code arrives and the tables
     * only grow.
     *
     * @param mailWorkers maximum number of mails sent at once: 1 to 64
     * @return stops the threads when the caller closes it
     */
    public BackgroundWork startBackgroundWork(int mailWorkers) {
        return new BackgroundWork(mailDispatcher, housekeeper, mailWorkers);
    }
}
