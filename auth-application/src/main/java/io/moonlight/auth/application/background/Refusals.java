package io.moonlight.auth.application.background;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Counts rejections of a mail without a clear reason. Remembers the newest 1,000 mails of this
 * process; a forgotten mail is tried a few times more. Safe for any number of threads.
 */
final class Refusals {

    private static final int REMEMBERED = 1_000;

    private final Map<UUID, Integer> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Counts one more rejection of this mail and returns their number. */
    synchronized int count(UUID mail) {
        return counts.merge(mail, 1, Integer::sum);
    }

    /** Forgets a mail that is given up. */
    synchronized void forget(UUID mail) {
        counts.remove(mail);
    }
}
