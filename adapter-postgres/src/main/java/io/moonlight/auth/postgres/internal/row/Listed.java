package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A row of a page.
 *
 * @param counted how many entries the list has, counted up to the limit of the statement
 * @param item an entry of the page; empty if the page is empty
 */
public record Listed<T>(long counted, Optional<T> item) {

    /** One more than is shown, which tells an exact total from a larger one. */
    public static final int COUNTED = Page.MAX_TOTAL + 1;

    static <T> RowMapper<Listed<T>> rows(Rows.Reader<T> items) {
        return (row, context) -> new Listed<>(
                row.getLong("counted"), row.getObject("id") == null ? Optional.empty() : Optional.of(items.read(row)));
    }

    /** Returns the page of these rows, which are at least one. */
    public static <T> Page<T> page(List<Listed<T>> rows, PageRequest request) {
        List<T> items = rows.stream().flatMap(row -> row.item().stream()).toList();
        return new Page<>(items, request, rows.get(0).counted());
    }
}
