package io.moonlight.auth.domain.model.mail;
/** The languages of messages and mails. */
public enum Language {
    /** Simplified Chinese, the default. */
    CHINESE("zh"),
    /** English. */
    ENGLISH("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** Returns the primary subtag (RFC 5646), which is also the spelling in stores; frozen. */
    public String tag() {
        return tag;
    }
}
