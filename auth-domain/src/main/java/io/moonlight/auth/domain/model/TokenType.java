package io.moonlight.auth.domain.model;

/** The two kinds of token. One never counts as the other. */
public enum TokenType {
    /** Short-lived; opens the calls that need a user. */
    ACCESS("access"),
    /** Long-lived; gets the next pair of tokens, once. */
    REFRESH("refresh");

    private final String wire;

    TokenType(String wire) {
        this.wire = wire;
    }

    /** The spelling of the claim {@code type}; frozen. */
    public String wire() {
        return wire;
    }
}
