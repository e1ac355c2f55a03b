package io.moonlight.auth.examples.guide;

import io.moonlight.auth.application.Auth;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The background work as jobs of a scheduler that is there already. */
final class OwnScheduler {

    private static final Logger LOG = LoggerFactory.getLogger(OwnScheduler.class);

    private OwnScheduler() {}

    static List<ScheduledFuture<?>> schedule(Auth auth, ScheduledExecutorService scheduler) {
        // guide: begin scheduler
        List<ScheduledFuture<?>> jobs = List.of(
                scheduler.scheduleWithFixedDelay(() -> dispatchMails(auth), 0, 1, TimeUnit.SECONDS),
                scheduler.scheduleWithFixedDelay(() -> keepHouse(auth), 1, 5, TimeUnit.MINUTES));
        // guide: end
        return jobs;
    }

    // guide: begin steps
    static void dispatchMails(Auth auth) {
        try {
            while (auth.mailDispatcher().dispatchOne()) {
                // until nothing is due
            }
        } catch (RuntimeException e) { // one that got out would end the job for good
            LOG.warn("mails wait for the next run", e);
        }
    }

    static void keepHouse(Auth auth) {
        try {
            while (auth.housekeeper().runOnce()) {
                // until everything was looked at
            }
        } catch (RuntimeException e) {
            LOG.warn("the next run goes on", e);
        }
    }
    // guide: end
}
