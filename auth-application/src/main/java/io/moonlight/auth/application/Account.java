package io.moonlight.auth.application;

import io.moonlight.auth.domain.port.AuthStore;
import java.time.InstantSource;

/** What signed-in users do with their account: each call takes the {@link Principal} whose account it is. */
public final class Account {

    private final ChangeUsername changeUsername;
    private final ChangePassword changePassword;
    private final ChangeEmail changeEmail;
    private final DeleteAccount delete;
    private final OwnSessions sessions;

    Account(
            AuthConfig config,
            CodeCheck codes,
            Limits limits,
            Notices notices,
            EnumerationGuard enumerationGuard,
            Audit audit,
            Runnable wakeDispatcher) {
        AuthStore store = config.store();
        InstantSource clock = config.clock();
        PasswordCheck check = new PasswordCheck(store.users(), config.passwords(), limits);
        changeUsername = new ChangeUsername(store.users(), clock, audit);
        changePassword =
                new ChangePassword(store.users(), config.passwords(), check, notices, clock, audit, wakeDispatcher);
        changeEmail =
                new ChangeEmail(store.users(), check, codes, notices, enumerationGuard, clock, audit, wakeDispatcher);
        delete = new DeleteAccount(store.users(), check, clock, audit);
        sessions = new OwnSessions(store.sessions(), clock, audit);
    }

    /** Takes another name. */
    public ChangeUsername changeUsername() {
        return changeUsername;
    }

    /** Sets another password, by the current one. */
    public ChangePassword changePassword() {
        return changePassword;
    }

    /** Moves to another address, by a code and the current password. */
    public ChangeEmail changeEmail() {
        return changeEmail;
    }

    /** Leaves. */
    public DeleteAccount delete() {
        return delete;
    }

    /** The open sessions. */
    public OwnSessions sessions() {
        return sessions;
    }
}
