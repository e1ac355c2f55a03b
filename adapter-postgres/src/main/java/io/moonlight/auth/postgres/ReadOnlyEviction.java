package io.moonlight.auth.postgres;

import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Closes the connections of a pool once one of them has met a server that takes no writes: it was the primary, and is not
 * any more, so the others lead to the same.
 */
final class ReadOnlyEviction implements SQLExceptionOverride {

    private volatile Optional<HikariPoolMXBean> pool = Optional.empty();

    /** Names the pool whose connections are closed. */
    void watch(HikariPoolMXBean watched) {
        pool = Optional.of(watched);
    }

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (!Faults.isReadOnly(failure)) {
            return Override.CONTINUE_EVICT;
        }
        pool.ifPresent(HikariPoolMXBean::softEvictConnections);
        return Override.MUST_EVICT;
    }
}
