package io.moonlight.auth.spring;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.background.BackgroundWork;
import java.util.Optional;
import org.springframework.context.SmartLifecycle;

/**
 * Delivers mails and removes expired data while the context runs: from before the web server starts until after it has
 * stopped.
 *
 * <p><b>Threading.</b> Safe for any number of threads. Can be started again.
 */
final class BackgroundWorkLifecycle implements SmartLifecycle {

    /** Below the phases of web servers, which start and stop at {@code DEFAULT_PHASE - 2048}. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final Auth auth;
    private final int mailWorkers;
    private Optional<BackgroundWork> work = Optional.empty();

    BackgroundWorkLifecycle(Auth auth, int mailWorkers) {
        this.auth = auth;
        this.mailWorkers = mailWorkers;
    }

    @Override
    public synchronized void start() {
        if (work.isEmpty()) {
            work = Optional.of(auth.startBackgroundWork(mailWorkers));
        }
    }

    @Override
    public synchronized void stop() {
        work.ifPresent(BackgroundWork::close);
        work = Optional.empty();
    }

    @Override
    public synchronized boolean isRunning() {
        return work.isPresent();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
