package io.moonlight.auth.domain.model;

/** The languages in which this system speaks to people. */
public enum Language {
    /** Simplified Chinese, the default. */
    CHINESE("zh"),
    /** English. */
    ENGLISH("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The language's primary subtag (RFC 5646); also its spelling in stores, frozen. */
    public String tag() {
        return tag;
    }
}
