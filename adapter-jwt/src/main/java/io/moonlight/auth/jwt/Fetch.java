package io.moonlight.auth.jwt;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One request for a key set, for which any number of callers may wait; each of them may leave without the others noticing.
 */
final class Fetch {

    /** Before the first one. */
    static final Fetch NONE = new Fetch(Instant.MIN, false);

    static {
        NONE.result.complete(KeySet.NONE);
    }

    private final Instant startedAt;
    private final boolean afterFailure;
    private final CompletableFuture<KeySet> result = new CompletableFuture<>();
    /** The result, once whoever has to hear of a failure has heard of it. */
    private final CompletableFuture<KeySet> told = new CompletableFuture<>();

    /** @param afterFailure whether the one before has brought no keys */
    Fetch(Instant startedAt, boolean afterFailure) {
        this.startedAt = startedAt;
        this.afterFailure = afterFailure;
    }

    /**
     * Sends the request, and does not wait.
     *
     * @param request gives a body, and can be cancelled
     * @param parser makes keys of it, or throws
     * @param failures hears of it if there are no keys in the end, before those who wait do
     */
    void start(
            Supplier<CompletableFuture<byte[]>> request,
            Function<byte[], KeySet> parser,
            Consumer<? super Throwable> failures) {
        atTheEnd(result, (keys, failure) -> {
            if (failure == null) {
                told.complete(keys);
                return;
            }
            try {
                failures.accept(failure);
            } finally {
                told.completeExceptionally(failure);
            }
        });
        CompletableFuture<byte[]> body = sent(request);
        atTheEnd(body.thenApply(parser), (keys, failure) -> {
            if (failure == null) {
                result.complete(keys);
            } else {
                result.completeExceptionally(reason(failure));
            }
        });
        // However this ends (an answer, or nobody wants to wait any more), nothing of it goes on.
        atTheEnd(result, (keys, failure) -> body.cancel(true));
    }

    /** Nobody hears of what goes wrong in the action itself. */
    @SuppressWarnings("FutureReturnValueIgnored")
    static <T> void atTheEnd(CompletableFuture<T> future, BiConsumer<? super T, ? super Throwable> action) {
        future.whenComplete(action);
    }

    private static Throwable reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static CompletableFuture<byte[]> sent(Supplier<CompletableFuture<byte[]>> request) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Waits for the keys, and so long for nobody else: the request ends for all when one has waited in vain.
     *
     * @throws IOException if there are none; the reason is its cause
     */
    KeySet await(Duration timeout) throws IOException {
        try {
            return told.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            giveUp();
            return await(timeout);
        } catch (ExecutionException e) {
            throw new IOException("the key set could not be fetched", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("interrupted while waiting for the key set");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /** Ends it, if it still runs. */
    void giveUp() {
        result.completeExceptionally(new HttpTimeoutException("the key set has not come in time"));
    }

    Instant startedAt() {
        return startedAt;
    }

    boolean hasKeys() {
        return result.isDone() && !result.isCompletedExceptionally();
    }

    /** The keys that it has brought; before that, or if it brings none, the older ones. */
    KeySet keysOr(KeySet older) {
        return hasKeys() ? result.join() : older;
    }

    /** Whether waiting for it is not worth it: it has failed, or runs though the one before has failed. */
    boolean isHopeless() {
        return !hasKeys() && (afterFailure || result.isDone());
    }
}
