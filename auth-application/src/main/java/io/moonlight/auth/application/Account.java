package io.moonlight.auth.application;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.CodeCheck;
import io.moonlight.auth.application.internal.EnumerationGuard;
import io.moonlight.auth.application.internal.Limits;
import io.moonlight.auth.application.internal.Notices;
import io.moonlight.auth.application.internal.PasswordCheck;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.port.AuthStore;
import java.time.InstantSource;

/** The calls of signed-in users on their account; each takes the {@link Principal}. */
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

    /** Changes the username. */
    public ChangeUsername changeUsername() {
        return changeUsername;
    }

    /** Changes the password, given the current one. */
    public ChangePassword changePassword() {
        return changePassword;
    }

    /** Changes the email, given a code and the current password. */
    public ChangeEmail changeEmail() {
        return changeEmail;
    }

    /** Deletes the account. */
    public DeleteAccount delete() {
        return delete;
    }

    /** Lists and ends sessions. */
    public OwnSessions sessions() {
        return sessions;
    }
}
