package io.moonlight.auth.application;

import java.time.InstantSource;

/** What signed-in users do with their account: each call takes the {@link Principal} whose account it is. */
public final class Account {

    private final ChangeUsername changeUsername;
    private final ChangePassword changePassword;
    private final ChangeEmail changeEmail;
    private final DeleteAccount delete;
    private final OwnSessions sessions;

    Account(
            AuthBuilder parts,
            CodeCheck codes,
            Limits limits,
            Notices notices,
            Discretion discretion,
            Audit audit,
            Runnable wakeDispatcher) {
        InstantSource clock = parts.clock();
        PasswordCheck check = new PasswordCheck(parts.passwords(), limits);
        changeUsername = new ChangeUsername(parts.users(), clock, audit);
        changePassword =
                new ChangePassword(parts.users(), parts.passwords(), check, notices, clock, audit, wakeDispatcher);
        changeEmail = new ChangeEmail(parts.users(), codes, notices, discretion, clock, audit, wakeDispatcher);
        delete = new DeleteAccount(parts.users(), check, audit);
        sessions = new OwnSessions(parts.sessions(), clock, audit);
    }

    /** Takes another name. */
    public ChangeUsername changeUsername() {
        return changeUsername;
    }

    /** Sets another password, by the current one. */
    public ChangePassword changePassword() {
        return changePassword;
    }

    /** Moves to another address, by a code. */
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
