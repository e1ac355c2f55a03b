package io.moonlight.auth.domain.model.mail;

import io.moonlight.auth.domain.error.AuthError;

/** What a verification code is for. A code is valid for one purpose only. */
public enum CodePurpose {
    /** Verifies a new user's address. */
    REGISTER("register", false),
    /** Resets a forgotten password. */
    RESET_PASSWORD("reset_password", true),
    /** Verifies the new address of a user. */
    CHANGE_EMAIL("change_email", false),
    /** Signs a user in without the password. */
    LOGIN("login", true);

    private final String wire;
    private final boolean forUsers;

    CodePurpose(String wire, boolean forUsers) {
        this.wire = wire;
        this.forUsers = forUsers;
    }

    /** Returns the spelling on the wire and in stores; frozen. */
    public String wire() {
        return wire;
    }

    /** Returns whether the address must be registered; otherwise it must not be. */
    public boolean isForUsers() {
        return forUsers;
    }

    /** Returns why a request for an address in the other state is rejected. */
    public AuthError wrongState() {
        return forUsers ? new AuthError.EmailUnknown() : new AuthError.EmailTaken();
    }
}
