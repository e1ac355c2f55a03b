package io.moonlight.auth.bootstrap;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the mail server for readiness, and logs the reason of a failure when it changes. Safe for any number of threads. */
final class MailCheck implements BooleanSupplier {

    private static final Logger LOG = LoggerFactory.getLogger(MailCheck.class);
    private static final String UP = "";

    private final Runnable check;
    private final AtomicReference<String> last = new AtomicReference<>(UP);

    /** @param check throws {@link AuthUnavailableException} while the mail server cannot be used */
    MailCheck(Runnable check) {
        this.check = check;
    }

    @Override
    public boolean getAsBoolean() {
        try {
            check.run();
        } catch (AuthUnavailableException e) {
            String reason = String.valueOf(e.getMessage());
            if (!last.getAndSet(reason).equals(reason)) {
                LOG.warn("the mail server cannot be used: {}", reason);
                LOG.debug("why the mail server cannot be used", e);
            }
            return false;
        }
        if (!last.getAndSet(UP).equals(UP)) {
            LOG.info("the mail server can be used again");
        }
        return true;
    }
}
