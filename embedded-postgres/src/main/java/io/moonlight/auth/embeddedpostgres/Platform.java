package io.moonlight.auth.embeddedpostgres;

import java.util.Locale;

/** An operating system and a processor architecture, as the names of the archives spell them. */
record Platform(String os, String arch) {

    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** @throws EmbeddedPostgresException if there is no PostgreSQL for that machine */
    static Platform of(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String os;
        if (name.startsWith("linux")) {
            os = "linux";
        } else if (name.startsWith("mac")) {
            os = "darwin";
        } else if (name.startsWith("windows")) {
            os = "windows";
        } else {
            throw unsupported(osName, osArch);
        }
        String arch = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> throw unsupported(osName, osArch);
        };
        return new Platform(os, arch);
    }

    String archiveName() {
        return "postgres-" + os + "-" + arch + ".txz";
    }

    boolean isLinux() {
        return os.equals("linux");
    }

    boolean isWindows() {
        return os.equals("windows");
    }

    String executable(String tool) {
        return isWindows() ? tool + ".exe" : tool;
    }

    private static EmbeddedPostgresException unsupported(String osName, String osArch) {
        return new EmbeddedPostgresException("There is no embedded PostgreSQL for " + osName + " on " + osArch
                + ". Run a PostgreSQL yourself and configure its address.");
    }
}
