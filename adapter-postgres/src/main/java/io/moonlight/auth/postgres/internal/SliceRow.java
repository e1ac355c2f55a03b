package io.moonlight.auth.postgres.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What came of one slice.
 *
 * @param mine whether nobody else was at it
 * @param removed how many rows are gone
 * @param seen how many rows the slice had
 * @param last where the next slice begins; empty if this one was empty
 */
public record SliceRow(boolean mine, int removed, int seen, Optional<String> last) {

    /** Maps the columns of these names. */
    public static final class Mapper implements RowMapper<SliceRow> {

        @Override
        public SliceRow map(ResultSet row, StatementContext context) throws SQLException {
            return new SliceRow(
                    row.getBoolean("mine"),
                    row.getInt("removed"),
                    row.getInt("seen"),
                    Optional.ofNullable(row.getString("last")));
        }
    }
}
