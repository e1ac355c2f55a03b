package io.moonlight.auth.bootstrap;

import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.postgres.JdbiDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A whole server, which serves until it is closed. Its time is that of the database.
 *
 * <p>Closing reports not-ready first and keeps serving for the configured time, then lets running requests and mails finish, and
 * then closes the parts in reverse order. Mails in the outbox stay there.
 */
public final class MoonLightServer implements AutoCloseable {

    private final Closing closing;
    private final URI uri;
    private final URI managementUri;
    private final Optional<URI> mailbox;

    MoonLightServer(Closing closing, URI uri, URI managementUri, Optional<URI> mailbox) {
        this.closing = closing;
        this.uri = uri;
        this.managementUri = managementUri;
        this.mailbox = mailbox;
    }

    /**
     * Starts a server; when this returns, it serves.
     *
     * @throws IllegalArgumentException if a part rejects its settings
     * @throws RuntimeException if a part cannot be started; the parts that were started are closed again
     */
    public static MoonLightServer start(Settings settings) {
        return start(settings, new Closing());
    }

    /** Starts a server whose parts are added to {@code closing}, which can be closed during the start. */
    static MoonLightServer start(Settings settings, Closing closing) {
        return startOn(settings, Clock.systemUTC(), closing);
    }

    /** Starts a server on a machine with this clock, which is used until the database has reported its time. */
    static MoonLightServer startOn(Settings settings, InstantSource machine) {
        return startOn(settings, machine, new Closing());
    }

    private static MoonLightServer startOn(Settings settings, InstantSource machine, Closing closing) {
        DatabaseClock clock = new DatabaseClock(machine);
        return start(settings, clock, (database, parts) -> parts.add("clock", clock.follow(database::now)), closing);
    }

    /** Starts a server that uses this clock alone. */
    static MoonLightServer start(Settings settings, InstantSource clock) {
        return start(settings, clock, (database, closing) -> {}, new Closing());
    }

    private static MoonLightServer start(
            Settings settings, InstantSource clock, BiConsumer<JdbiDatabase, Closing> timekeeping, Closing closing) {
        try {
            return new Wiring(settings, clock, closing).serve(timekeeping);
        } catch (RuntimeException | Error e) {
            closing.close();
            throw e;
        }
    }

    /** Returns the address of the API. */
    public URI uri() {
        return uri;
    }

    /** Returns the address of health checks and metrics. */
    public URI managementUri() {
        return managementUri;
    }

    /** Returns the address of the development mailbox, if there is one. */
    public Optional<URI> mailbox() {
        return mailbox;
    }

    @Override
    public void close() {
        closing.close();
    }
}
