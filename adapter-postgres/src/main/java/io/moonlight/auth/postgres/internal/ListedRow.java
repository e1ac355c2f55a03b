package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A row of a page.
 *
 * @param total how many users the whole list has
 * @param user one of the page; empty if the page is
 */
public record ListedRow(long total, Optional<User> user) {

    /** The page that a statement of {@link UserListSql} gave, which is never without a row. */
    public static Page<User> page(List<ListedRow> rows, PageRequest request) {
        List<User> users = rows.stream().flatMap(row -> row.user().stream()).toList();
        return new Page<>(users, request, rows.get(0).total());
    }

    /** Maps the columns of {@link UserRow}, and {@code total}. */
    public static final class Mapper implements RowMapper<ListedRow> {

        private final UserRow user = new UserRow();

        @Override
        public ListedRow map(ResultSet row, StatementContext context) throws SQLException {
            boolean none = row.getObject("id") == null;
            return new ListedRow(row.getLong("total"), none ? Optional.empty() : Optional.of(user.map(row, context)));
        }
    }
}
