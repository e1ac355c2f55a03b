package io.moonlight.auth.domain.model.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesTest {

    @Test
    void of_anyOrderWithDuplicates_isSortedWithout() {
        assertThat(Roles.of(List.of("b", "a.z", "a", "b", "a-z", "a_z")).names())
                .containsExactly("a", "a-z", "a.z", "a_z", "b");
    }

    @Test
    void of_nothing_isNone() {
        assertThat(Roles.of(List.of())).isEqualTo(Roles.NONE);
    }

    @Test
    void names_areACopy() {
        List<String> names = new ArrayList<>(List.of("a"));
        Roles roles = Roles.of(names);
        names.set(0, "b");
        assertThat(roles.has("a")).isTrue();
        assertThat(roles.has("b")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "Editor",
                "1a",
                "_a",
                ".a",
                "-a",
                " a",
                "a ",
                "a b",
                "a,b",
                "a\n",
                "a\0",
                "ä",
                "\u0131",
                "a23456789012345678901234567890123"
            })
    void new_ofAnotherName_isRefused(String name) {
        Refusals.assertRefused(FieldProblem.ROLE_MALFORMED, () -> new Roles(List.of("a", name)));
    }

    @Test
    void new_ofNamesOfEveryForm_isKept() {
        List<String> names = List.of("a", "a2345678901234567890123456789012", "ops.read-only_1");
        assertThat(new Roles(names).names()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void new_ofMoreThan32_isRefusedButDuplicatesDoNotCount() {
        List<String> names = new ArrayList<>(
                IntStream.range(0, Roles.MAX).mapToObj(i -> "role" + i).toList());
        names.add("role0");
        assertThat(new Roles(names).names()).hasSize(Roles.MAX);
        names.add("role32");
        Refusals.assertRefused(FieldProblem.ROLES_TOO_MANY, () -> new Roles(names));
    }
}
