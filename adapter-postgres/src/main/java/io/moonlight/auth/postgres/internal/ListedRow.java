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
 * @param counted how many users match, counted up to the limit of the statement
 * @param user a user of the page; empty if the page is empty
 */
public record ListedRow(long counted, Optional<User> user) {

    /** Returns the page of these rows of a statement of {@link UserListSql}, which returns at least one row. */
    public static Page<User> page(List<ListedRow> rows, PageRequest request) {
        List<User> users = rows.stream().flatMap(row -> row.user().stream()).toList();
        return new Page<>(users, request, rows.get(0).counted());
    }

    /** Maps the columns of {@link UserRow}, and {@code counted}. */
    public static final class Mapper implements RowMapper<ListedRow> {

        private final UserRow user = new UserRow();

        @Override
        public ListedRow map(ResultSet row, StatementContext context) throws SQLException {
            boolean none = row.getObject("id") == null;
            return new ListedRow(row.getLong("counted"), none ? Optional.empty() : Optional.of(user.map(row, context)));
        }
    }
}
