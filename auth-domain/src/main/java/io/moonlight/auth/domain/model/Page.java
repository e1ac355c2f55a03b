package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items what stands on the page, in the list's order
 * @param request which page it is
 * @param total how many entries the whole list has
 * @param <T> what the list is of
 */
public record Page<T>(List<T> items, PageRequest request, long total) {

    /** Copies {@code items}. */
    public Page {
        items = List.copyOf(items);
        requireNonNull(request, "request");
    }
}
