package io.moonlight.auth.domain.model.session;
/** The two kinds of token. One is never accepted as the other. */
public enum TokenType {
    /** Short-lived; authenticates calls. */
    ACCESS("access"),
    /** Long-lived; is exchanged for the next pair of tokens, once. */
    REFRESH("refresh");

    private final String wire;

    TokenType(String wire) {
        this.wire = wire;
    }

    /** Returns the spelling of the claim {@code type}; frozen. */
    public String wire() {
        return wire;
    }
}
