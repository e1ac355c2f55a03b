package io.moonlight.auth.bootstrap;

import java.util.Optional;

/** The version of this program. */
final class Version {

    private Version() {}

    /** Returns the version in the jar's manifest; {@code development} without a jar. */
    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
