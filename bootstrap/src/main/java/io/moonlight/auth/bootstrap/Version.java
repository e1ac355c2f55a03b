package io.moonlight.auth.bootstrap;

import java.util.Optional;

/** The version of this program. */
final class Version {

    private Version() {}

    /** As the jar's manifest tells; {@code development} where there is no jar. */
    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
