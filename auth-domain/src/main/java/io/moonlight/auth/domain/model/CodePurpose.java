package io.moonlight.auth.domain.model;

/** What a verification code is for. A code of one purpose is worthless for another. */
public enum CodePurpose {
    /** Proves a new user's address. */
    REGISTER("register"),
    /** Lets a user who forgot the password set a new one. */
    RESET_PASSWORD("reset_password"),
    /** Proves the address that a user moves to. */
    CHANGE_EMAIL("change_email");

    private final String wire;

    CodePurpose(String wire) {
        this.wire = wire;
    }

    /** The spelling on the wire and in stores; frozen. */
    public String wire() {
        return wire;
    }
}
