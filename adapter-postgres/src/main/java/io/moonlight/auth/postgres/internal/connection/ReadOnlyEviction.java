package io.moonlight.auth.postgres.internal.connection;

import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Closes all connections of a pool as soon as one of them has met a server that takes no writes: it was the primary and is
 * no longer, and the others lead to the same server. A connection in use is closed when it is returned.
 */
public final class ReadOnlyEviction implements SQLExceptionOverride {

    private volatile Optional<HikariPoolMXBean> pool = Optional.empty();

    /** Names the pool whose connections are closed. */
    public void watch(HikariPoolMXBean watched) {
        pool = Optional.of(watched);
    }

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (Faults.isReadOnly(failure)) {
            pool.ifPresent(HikariPoolMXBean::softEvictConnections);
        }
        return Override.CONTINUE_EVICT;
    }
}
