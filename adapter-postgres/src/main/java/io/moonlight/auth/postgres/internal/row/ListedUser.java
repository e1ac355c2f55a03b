package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.user.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A row of a page.
 *
 * @param counted how many users match, counted up to the limit of the statement
 * @param user a user of the page; empty if the page is empty
 */
public record ListedUser(long counted, Optional<User> user) {

    static ListedUser of(ResultSet row) throws SQLException {
        boolean none = row.getObject("id") == null;
        return new ListedUser(row.getLong("counted"), none ? Optional.empty() : Optional.of(Rows.user(row)));
    }

    /** Returns the page of these rows, which are at least one. */
    public static Page<User> page(List<ListedUser> rows, PageRequest request) {
        List<User> users = rows.stream().flatMap(row -> row.user().stream()).toList();
        return new Page<>(users, request, rows.get(0).counted());
    }
}
