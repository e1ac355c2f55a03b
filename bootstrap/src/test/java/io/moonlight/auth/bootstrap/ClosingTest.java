package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private final List<String> closed = new ArrayList<>();
    private final Closing closing = new Closing();

    @Test
    void close_whateverAPartThrows_closesTheOthersInReverseOrder() {
        closing.add("first", () -> closed.add("first"));
        closing.add("broken", () -> {
            throw new IllegalStateException("on purpose");
        });
        closing.add("without its classes", () -> {
            throw new NoClassDefFoundError("on purpose");
        });
        closing.add("last", () -> closed.add("last"));

        closing.close();
        closing.close();

        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void add_afterTheEnd_closesThePartAtOnce() {
        closing.close();

        assertThatThrownBy(() -> closing.add("late", () -> closed.add("late")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(closed).containsExactly("late");
    }
}
