package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A page of a list.
 *
 * @param items the entries of the page, in the order of the list
 * @param request which page it is
 * @param total the number of entries of the whole list, at most {@link #MAX_TOTAL}
 * @param totalExact whether the list has exactly {@code total} entries; otherwise it has more
 * @param <T> the type of the entries
 */
public record Page<T>(List<T> items, PageRequest request, long total, boolean totalExact) {

    /** The maximum number of entries that are counted. */
    public static final int MAX_TOTAL = 100_000;

    /** Copies {@code items}. */
    public Page {
        items = List.copyOf(items);
        requireNonNull(request, "request");
    }

    /**
     * Creates a page of a list that has {@code counted} entries, or more if that is above {@link #MAX_TOTAL}.
     *
     * @param counted may be any number above {@link #MAX_TOTAL} if the list has more entries than that
     */
    public Page(List<T> items, PageRequest request, long counted) {
        this(items, request, Math.min(counted, MAX_TOTAL), counted <= MAX_TOTAL);
    }
}
