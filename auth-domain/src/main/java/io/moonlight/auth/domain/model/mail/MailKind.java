package io.moonlight.auth.domain.model.mail;

import java.util.Optional;

/** The kinds of mails. */
public enum MailKind {
    /** A code to verify a new user's address. Stored only if the address is not registered. */
    REGISTER_CODE("register_code", Optional.of(CodePurpose.REGISTER)),
    /** A code to reset a password. Stored only if the address is registered. */
    RESET_PASSWORD_CODE("reset_password_code", Optional.of(CodePurpose.RESET_PASSWORD)),
    /** A code to verify a user's new address. Stored only if the address is not registered. */
    CHANGE_EMAIL_CODE("change_email_code", Optional.of(CodePurpose.CHANGE_EMAIL)),
    /** A code to sign in. Stored only if the address is registered. */
    LOGIN_CODE("login_code", Optional.of(CodePurpose.LOGIN)),
    /** Notifies a user of a changed password. */
    PASSWORD_CHANGED("password_changed", Optional.empty()),
    /** Notifies the old address that the account has moved to another address. */
    EMAIL_CHANGED("email_changed", Optional.empty()),
    /** Invites an address to register until the deadline of the mail. */
    INVITATION("invitation", Optional.empty());

    private final String wire;
    private final Optional<CodePurpose> purpose;

    MailKind(String wire, Optional<CodePurpose> purpose) {
        this.wire = wire;
        this.purpose = purpose;
    }

    /** Returns the kind with a code of this purpose. */
    public static MailKind of(CodePurpose purpose) {
        return switch (purpose) {
            case REGISTER -> REGISTER_CODE;
            case RESET_PASSWORD -> RESET_PASSWORD_CODE;
            case CHANGE_EMAIL -> CHANGE_EMAIL_CODE;
            case LOGIN -> LOGIN_CODE;
        };
    }

    /** Returns the spelling in stores; frozen. */
    public String wire() {
        return wire;
    }

    /** Returns the purpose of the mail's code; empty if it has none. */
    public Optional<CodePurpose> purpose() {
        return purpose;
    }

    /** Returns whether the mail notifies a user of a change of the account; notices are delivered before other mails. */
    public boolean isNotice() {
        return this == PASSWORD_CHANGED || this == EMAIL_CHANGED;
    }
}
