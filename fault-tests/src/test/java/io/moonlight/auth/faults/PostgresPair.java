package io.moonlight.auth.faults;

import io.moonlight.auth.postgres.RealPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A primary and a standby that has all that the primary has acknowledged. */
final class PostgresPair extends Postgres {

    private static final String STANDBY = "standby";

    private final RealPostgres primary;
    private final RealPostgres standby;

    private PostgresPair(RealPostgres primary, RealPostgres standby) {
        super(Path.of("/"), List.of());
        this.primary = primary;
        this.standby = standby;
    }

    /** Starts both; from now on the primary waits for the standby at each commit. */
    static PostgresPair begin() throws SQLException {
        RealPostgres primary = RealPostgres.start(RealPostgres.newData("scram-sha-256"));
        RealPostgres standby = RealPostgres.start(RealPostgres.standbyData(primary, STANDBY));
        PostgresPair pair = new PostgresPair(primary, standby);
        pair.execute("ALTER SYSTEM SET synchronous_standby_names = '" + STANDBY + "'");
        pair.execute("SELECT pg_reload_conf()");
        return pair;
    }

    private String hosts() {
        return "localhost:" + primary.port() + ",localhost:" + standby.port() + "/postgres";
    }

    @Override
    String url() {
        return "postgresql://" + primary.access("").user() + ":"
                + primary.access("").password() + "@" + hosts() + "?target_session_attrs=read-write";
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + hosts() + "?targetServerType=primary&hostRecheckSeconds=0",
                primary.access("").user(),
                primary.access("").password());
    }

    /** Ends the primary for good. */
    void loseThePrimary() {
        primary.kill();
    }

    /** Makes the standby the primary. */
    void promote() {
        standby.promote();
    }

    @Override
    public void close() {
        primary.close();
        standby.close();
    }
}
