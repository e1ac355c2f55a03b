package io.moonlight.auth.domain.model.session;

/** How a user signed in. Append only; the spelling is an Authentication Method Reference (RFC 8176). */
public enum AuthMethod {
    /** By a password, which the user chose or presented. */
    PASSWORD("pwd"),
    /** By a code that was mailed to the user's address. */
    MAILED_CODE("otp");

    private final String wire;

    AuthMethod(String wire) {
        this.wire = wire;
    }

    /** Returns the spelling in tokens and stores; frozen. */
    public String wire() {
        return wire;
    }
}
