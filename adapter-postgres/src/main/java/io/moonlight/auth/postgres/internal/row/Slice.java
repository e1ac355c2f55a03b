package io.moonlight.auth.postgres.internal.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The outcome of a sweep of one slice.
 *
 * @param mine whether no other server sweeps the table
 * @param removed how many rows were removed
 * @param seen how many rows the slice had
 * @param last where the next slice begins; empty if this one was empty
 */
public record Slice(boolean mine, int removed, int seen, Optional<String> last) {

    static Slice of(ResultSet row) throws SQLException {
        return new Slice(
                row.getBoolean("mine"),
                row.getInt("removed"),
                row.getInt("seen"),
                Optional.ofNullable(row.getString("last")));
    }
}
