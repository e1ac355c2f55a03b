package io.moonlight.auth.domain.model;
/**
 * Selects a page of a list.
 *
 * @param number the first page is 1; at most 1,000,000
 * @param size entries of a page: 1 to 100
 */
public record PageRequest(int number, int size) {

    /** The maximum page number. */
    public static final int MAX_NUMBER = 1_000_000;

    /** The maximum size of a page. */
    public static final int MAX_SIZE = 100;

    /** @throws IllegalArgumentException if a number is out of its range */
    public PageRequest {
        if (number < 1 || number > MAX_NUMBER || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("a page's number is 1 to 1,000,000 and its size 1 to 100");
        }
    }

    /** Returns the number of entries before this page. */
    public long offset() {
        return (number - 1L) * size;
    }
}
