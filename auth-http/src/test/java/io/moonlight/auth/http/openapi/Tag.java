package io.moonlight.auth.http.openapi;

/** The sections of the contract, in the order in which documents show them. */
enum Tag {
    /** Without a user. */
    AUTHENTICATION("Authentication", "Codes, registration, login and what keeps a session going."),
    /** With a user. */
    ACCOUNT("Account", "What signed-in users do with their account."),
    /** With the administrators' key. */
    ADMINISTRATION("Administration", "Users and the audit trail; never a password."),
    /** For machines. */
    SYSTEM("System", "Health, public keys and the description of the server.");

    private final String title;
    private final String summary;

    Tag(String title, String summary) {
        this.title = title;
        this.summary = summary;
    }

    String title() {
        return title;
    }

    String summary() {
        return summary;
    }
}
