package io.moonlight.auth.http.javalin;

import io.moonlight.auth.http.BodyRejectedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The body of one request. Memory is charged to the client's network once the body has to wait for more bytes; most
 * bodies arrive with their heads and are not charged. Jetty calls one method at a time, the deadline at any time.
 */
final class ArrivingBody {

    /** The approximate memory of a waiting request beside its bytes. */
    static final int COST = 4 * 1024;

    private static final byte[] NOTHING = {};
    private static final String LATE = "the body of the request took too long";

    private final Request request;
    private final int limit;
    private final Shares memory;
    private final Supplier<String> network;
    private final Duration deadline;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Consumer<ArrivingBody> next = body -> {};
    private Optional<Scheduler.Task> alarm = Optional.empty();
    private String holder = "";
    private long charge;
    private byte[] bytes = NOTHING;
    private int count;
    private Optional<BodyRejectedException> rejection = Optional.empty();

    ArrivingBody(Request request, int limit, Shares memory, Supplier<String> network, Duration deadline) {
        this.request = request;
        this.limit = limit;
        this.memory = memory;
        this.network = network;
        this.deadline = deadline;
    }

    /** Receives the body, and then calls {@code whenDone}, once. */
    void receive(Consumer<ArrivingBody> whenDone) {
        next = whenDone;
        if (request.getLength() > limit) {
            end(Optional.of(new BodyRejectedException(HttpStatus.PAYLOAD_TOO_LARGE_413)));
        } else {
            proceed();
        }
    }

    /** Returns the whole body as {@code byte[]}, or the {@link BodyRejectedException} that rejects it. */
    Object outcome() {
        return rejection.<Object>map(refused -> refused).orElse(bytes);
    }

    /** Returns the request with the received body, which is read without waiting; reading a rejected one throws its rejection. */
    Request received() {
        ByteBufferContentSource body = new ByteBufferContentSource(ByteBuffer.wrap(bytes));
        rejection.ifPresent(body::fail);
        return new Received(request, body, isTooLarge());
    }

    /**
     * Returns what completes the request. A body that is too large is read to its end first, and discarded: the client of a
     * connection that is closed with unread bytes may not get its answer.
     */
    Callback completing(Callback callback) {
        return isTooLarge() ? Callback.from(() -> discard(callback), callback::failed) : callback;
    }

    private boolean isTooLarge() {
        return rejection
                .filter(refused -> refused.status() == HttpStatus.PAYLOAD_TOO_LARGE_413)
                .isPresent();
    }

    private void proceed() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                if (mayWait()) {
                    request.demand(this::proceed);
                } else {
                    end(Optional.of(new BodyRejectedException(HttpStatus.SERVICE_UNAVAILABLE_503)));
                }
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end(Optional.of(rejection(chunk.getFailure())));
                return;
            }
            boolean last = chunk.isLast();
            Optional<BodyRejectedException> refused = add(chunk.getByteBuffer());
            chunk.release();
            if (last || refused.isPresent()) {
                end(refused);
                return;
            }
        }
    }

    /** Starts to wait, unless it has; returns false if the network has used its share of the memory. */
    private boolean mayWait() {
        if (charge > 0) {
            return true;
        }
        boolean admitted = charge(COST + bytes.length);
        if (admitted) {
            alarm = Optional.of(alarm(() -> {
                if (ended.compareAndSet(false, true)) {
                    request.fail(new TimeoutException(LATE));
                }
            }));
        }
        return admitted;
    }

    private Optional<BodyRejectedException> add(ByteBuffer arrived) {
        int needed = count + arrived.remaining();
        if (needed > limit) {
            return Optional.of(new BodyRejectedException(HttpStatus.PAYLOAD_TOO_LARGE_413));
        }
        if (needed > bytes.length) {
            int length = Math.min(Math.max(needed, 2 * bytes.length), limit);
            if (charge > 0 && !charge(length - bytes.length)) {
                return Optional.of(new BodyRejectedException(HttpStatus.SERVICE_UNAVAILABLE_503));
            }
            bytes = Arrays.copyOf(bytes, length);
        }
        arrived.get(bytes, count, needed - count);
        count = needed;
        return Optional.empty();
    }

    private void end(Optional<BodyRejectedException> refused) {
        boolean inTime = ended.compareAndSet(false, true);
        alarm.ifPresent(Scheduler.Task::cancel);
        release();
        rejection = inTime ? refused : Optional.of(new BodyRejectedException(HttpStatus.REQUEST_TIMEOUT_408));
        if (rejection.isPresent()) {
            bytes = NOTHING;
        } else if (bytes.length > count) {
            bytes = Arrays.copyOf(bytes, count);
        }
        next.accept(this);
    }

    private void discard(Callback callback) {
        if (charge(COST)) {
            Scheduler.Task end = alarm(() -> request.fail(new TimeoutException(LATE)));
            discardUntilTheEnd(Callback.from(callback, () -> {
                end.cancel();
                release();
            }));
        } else {
            callback.succeeded();
        }
    }

    private void discardUntilTheEnd(Callback callback) {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(() -> discardUntilTheEnd(callback));
                return;
            }
            chunk.release();
            if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
                callback.succeeded();
                return;
            }
        }
    }

    private boolean charge(long amount) {
        if (charge == 0) {
            holder = network.get();
        }
        boolean taken = memory.take(holder, amount);
        charge += taken ? amount : 0;
        return taken;
    }

    private void release() {
        if (charge > 0) {
            memory.give(holder, charge);
            charge = 0;
        }
    }

    private Scheduler.Task alarm(Runnable task) {
        return request.getComponents().getScheduler().schedule(task, deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static BodyRejectedException rejection(Throwable failure) {
        if (failure instanceof HttpException broken) {
            return new BodyRejectedException(broken.getCode());
        }
        return new BodyRejectedException(
                failure instanceof TimeoutException ? HttpStatus.REQUEST_TIMEOUT_408 : HttpStatus.BAD_REQUEST_400);
    }

    /** The request as it is handled. */
    private static final class Received extends Request.Wrapper {

        private final Content.Source body;
        private final boolean goesOn;

        /** @param goesOn whether the rest of the original body will still be read */
        Received(Request request, Content.Source body, boolean goesOn) {
            super(request);
            this.body = body;
            this.goesOn = goesOn;
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable whenReadable) {
            body.demand(whenReadable);
        }

        @Override
        public boolean consumeAvailable() {
            return goesOn || super.consumeAvailable();
        }
    }
}
