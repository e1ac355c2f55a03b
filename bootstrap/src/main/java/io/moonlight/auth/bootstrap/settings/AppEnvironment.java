package io.moonlight.auth.bootstrap.settings;

/** Where the server runs. Only development has defaults for what must be kept safe. */
public enum AppEnvironment {
    /** One person's machine: missing parts are embedded, missing secrets are made. */
    DEVELOPMENT,
    /** As strict as production. */
    STAGING,
    /** Refuses to start on anything missing or weak. */
    PRODUCTION
}
