package io.moonlight.auth.application;

import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.UserRepository;
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
        PasswordCheck check = new PasswordCheck(parts.get(PasswordHasher.class), limits);
        changeUsername = new ChangeUsername(parts.get(UserRepository.class), clock, audit);
        changePassword = new ChangePassword(
                parts.get(UserRepository.class),
                parts.get(PasswordHasher.class),
                check,
                notices,
                clock,
                audit,
                wakeDispatcher);
        changeEmail = new ChangeEmail(
                parts.get(UserRepository.class), codes, notices, discretion, clock, audit, wakeDispatcher);
        delete = new DeleteAccount(parts.get(UserRepository.class), check, audit);
        sessions = new OwnSessions(parts.get(SessionRepository.class), clock, audit);
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
