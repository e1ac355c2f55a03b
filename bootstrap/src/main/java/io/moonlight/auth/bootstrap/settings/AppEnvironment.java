package io.moonlight.auth.bootstrap.settings;

/** The environment of the server. Only development has defaults for secrets and services. */
public enum AppEnvironment {
    /** A developer's machine: missing services are embedded, missing secrets are generated. */
    DEVELOPMENT,
    /** As strict as production. */
    STAGING,
    /** Refuses to start if a setting is missing or weak. */
    PRODUCTION
}
