package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.session.CustomClaims;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.ClaimsSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.MDC;

/**
 * Asks the host application for its claims, for a limited time. Daemon threads do so, because a call that hangs cannot be
 * ended otherwise; they end when they are idle. Their number and the number of waiting calls are bounded: if a source hangs,
 * calls are rejected at once.
 */
public final class ClaimsLookUp {

    private static final String PART = "claims source";
    private static final int THREADS = 32;
    private static final int WAITING = 1_000;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Optional<ClaimsSource> source;
    private final Duration timeout;
    private final ExecutorService threads;

    public ClaimsLookUp(Optional<ClaimsSource> source, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(WAITING),
                ClaimsLookUp::thread);
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /** Returns whether there is a source at all. */
    public boolean isWanted() {
        return source.isPresent();
    }

    /** @throws AuthUnavailableException if the source fails, is too slow, or returns what is no custom claim */
    public CustomClaims of(User user, SessionId session) {
        return source.map(wanted -> ask(wanted, user, session)).orElse(CustomClaims.NONE);
    }

    private CustomClaims ask(ClaimsSource wanted, User user, SessionId session) {
        Optional<Map<String, String>> context = Optional.ofNullable(MDC.getCopyOfContextMap());
        Future<CustomClaims> call = submitted(() -> {
            context.ifPresent(MDC::setContextMap);
            try {
                return new CustomClaims(wanted.claims(user, session));
            } finally {
                MDC.clear();
            }
        });
        try {
            return call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AuthUnavailableException(PART, "no answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            throw new AuthUnavailableException(PART, failure.getClass().getName(), failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthUnavailableException(PART, "interrupted", e);
        } finally {
            call.cancel(true);
        }
    }

    private Future<CustomClaims> submitted(Callable<CustomClaims> call) {
        try {
            return threads.submit(call);
        } catch (RejectedExecutionException e) {
            throw new AuthUnavailableException(PART, "too many calls are waiting", e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "auth-claims");
        thread.setDaemon(true);
        return thread;
    }
}
