package io.moonlight.auth.application.internal;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.port.AuthEvents;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the outcome of each call with all listeners. A failing listener affects neither the call nor the other listeners. */
public final class Audit implements AuthEvents {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final List<AuthEvents> listeners;
    private final InstantSource clock;

    public Audit(List<AuthEvents> listeners, InstantSource clock) {
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
    }

    /** Runs the call and records its outcome. */
    public <T> T watch(AuditedCall call, ClientInfo client, Function<AuditRecord, T> work) {
        requireNonNull(client, "client");
        AuditRecord record = new AuditRecord();
        T result;
        try {
            result = work.apply(record);
        } catch (AuthException e) {
            boolean limited = e.error() instanceof AuthError.RateLimited;
            tell(
                    record,
                    limited ? Optional.of(AuthEvent.Type.RATE_LIMITED) : call.failure(),
                    why(call, e.error()),
                    client);
            throw e;
        } catch (RuntimeException e) {
            tell(record, call.failure(), e instanceof AuthUnavailableException ? "unavailable" : "bug", client);
            throw e;
        }
        tell(record, call.success(), call.wire(), client);
        return result;
    }

    /** Records a call that the host application rejected. */
    public void failed(AuditedCall call, String why, ClientInfo client) {
        tell(new AuditRecord(), call.failure(), why, client);
    }

    /** Records an event of a call that was not watched. */
    public void tell(AuthEvent.Type type, String why, ClientInfo client) {
        tell(new AuditRecord(), Optional.of(type), why, client);
    }

    private void tell(AuditRecord record, Optional<AuthEvent.Type> type, String why, ClientInfo client) {
        record.event(type, why, clock.instant(), client).ifPresent(this::record);
    }

    private static String why(AuditedCall call, AuthError error) {
        if (error instanceof AuthError.RateLimited) {
            return call.wire();
        }
        if (error instanceof AuthError.CodeRefused refused) {
            return "code_" + refused.reason().name().toLowerCase(Locale.ROOT);
        }
        String name = error.getClass().getSimpleName();
        return WORD_START.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    @Override
    public void record(AuthEvent event) {
        for (AuthEvents listener : listeners) {
            try {
                listener.record(event);
            } catch (RuntimeException e) {
                LOG.error("an event was lost: a listener failed", e);
            }
        }
    }
}
