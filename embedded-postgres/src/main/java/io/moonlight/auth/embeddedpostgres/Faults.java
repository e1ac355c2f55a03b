package io.moonlight.auth.embeddedpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns what the file system and the operating system throw into the one exception of this module. */
final class Faults {

    private Faults() {}

    @FunctionalInterface
    interface Work<T> {
        T call() throws IOException;
    }

    /** An interrupt that came before does not keep the work from being done; it is there again afterwards. */
    static <T> T reported(String failure, Work<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.call();
        } catch (IOException | UncheckedIOException e) {
            throw report(failure, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The short class name stays: of a denied access, the JDK's message is but the path. */
    private static EmbeddedPostgresException report(String failure, Exception cause) {
        return new EmbeddedPostgresException(
                failure + " (" + cause.getClass().getSimpleName() + ": " + cause.getMessage()
                        + "). Check that user " + System.getProperty("user.name")
                        + " owns that folder and may write to it, and that the disk is not full.",
                cause);
    }
}
