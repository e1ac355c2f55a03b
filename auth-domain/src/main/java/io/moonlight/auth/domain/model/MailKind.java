package io.moonlight.auth.domain.model;

import java.util.Optional;

/** The mails that can be wished for. */
public enum MailKind {
    /** The code that proves a new user's address. Stored only while the address belongs to no user. */
    REGISTER_CODE("register_code", Optional.of(CodePurpose.REGISTER)),
    /** The code that lets a user set a new password. Stored only while the address belongs to a user. */
    RESET_PASSWORD_CODE("reset_password_code", Optional.of(CodePurpose.RESET_PASSWORD)),
    /** The code that proves the address a user moves to. Stored only while the address belongs to no user. */
    CHANGE_EMAIL_CODE("change_email_code", Optional.of(CodePurpose.CHANGE_EMAIL)),
    /** Tells a user that the password was changed. */
    PASSWORD_CHANGED("password_changed", Optional.empty()),
    /** Tells a user, at the old address, that the account has moved to another address. */
    EMAIL_CHANGED("email_changed", Optional.empty());

    private final String wire;
    private final Optional<CodePurpose> purpose;

    MailKind(String wire, Optional<CodePurpose> purpose) {
        this.wire = wire;
        this.purpose = purpose;
    }

    /** The mail that carries a code of this purpose. */
    public static MailKind of(CodePurpose purpose) {
        return switch (purpose) {
            case REGISTER -> REGISTER_CODE;
            case RESET_PASSWORD -> RESET_PASSWORD_CODE;
            case CHANGE_EMAIL -> CHANGE_EMAIL_CODE;
        };
    }

    /** The spelling in stores; frozen. */
    public String wire() {
        return wire;
    }

    /** The purpose of the code that the mail carries; empty if it carries none. */
    public Optional<CodePurpose> purpose() {
        return purpose;
    }
}
