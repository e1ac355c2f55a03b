package io.moonlight.auth.domain.model;

import io.moonlight.auth.domain.error.AuthError;

/** What a verification code is for. A code of one purpose is worthless for another. */
public enum CodePurpose {
    /** Proves a new user's address. */
    REGISTER("register", false),
    /** Lets a user who forgot the password set a new one. */
    RESET_PASSWORD("reset_password", true),
    /** Proves the address that a user moves to. */
    CHANGE_EMAIL("change_email", false);

    private final String wire;
    private final boolean forUsers;

    CodePurpose(String wire, boolean forUsers) {
        this.wire = wire;
        this.forUsers = forUsers;
    }

    /** The spelling on the wire and in stores; frozen. */
    public String wire() {
        return wire;
    }

    /** Returns whether the address must belong to a user; otherwise it must belong to none. */
    public boolean isForUsers() {
        return forUsers;
    }

    /** Returns why a request for an address in the other state is rejected. */
    public AuthError wrongState() {
        return forUsers ? new AuthError.EmailUnknown() : new AuthError.EmailTaken();
    }
}
