package io.moonlight.auth.domain.model.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.domain.model.user.Roles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomClaimsTest {

    @Test
    void new_ofJsonValues_keepsThemAndWidensIntegers() {
        Map<String, Object> nested = Map.of("a", List.of(Map.of("b", 1)));
        CustomClaims claims = new CustomClaims(Map.of("t", "月", "n", 7, "l", 8L, "d", 0.5, "y", true, "x", nested));

        assertThat(claims.values())
                .containsEntry("t", "月")
                .containsEntry("n", 7L)
                .containsEntry("l", 8L)
                .containsEntry("d", 0.5)
                .containsEntry("y", true)
                .containsEntry("x", Map.of("a", List.of(Map.of("b", 1L))));
    }

    @Test
    void new_copiesWhatMayChange() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, Object> sent = new HashMap<>(Map.of("list", list));
        CustomClaims claims = new CustomClaims(sent);
        list.add("b");
        sent.put("sub", "1");
        assertThat(claims.values()).isEqualTo(Map.of("list", List.of("a")));
    }

    static List<String> reserved() {
        return List.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "sid", "type", "roles", "amr", "auth_time", "");
    }

    @ParameterizedTest
    @MethodSource("reserved")
    void new_withAReservedName_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CustomClaims(Map.of("ok", 1, name, "1")));
    }

    static List<Object> others() {
        return List.of(
                new Object(),
                'c',
                1.5f,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                "\ud800",
                new byte[1],
                Arrays.asList("a", null),
                Map.of(1, "a"),
                Map.of("\udc00", "a"),
                List.of(List.of(List.of(List.of("five levels")))));
    }

    @ParameterizedTest
    @MethodSource("others")
    void new_withAnotherValue_isRefused(Object value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CustomClaims(Map.of("x", value)));
    }

    @Test
    void new_withoutAValue_isRefused() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("x", null);
        assertThatIllegalArgumentException().isThrownBy(() -> new CustomClaims(claims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"", "\u0001", "月"})
    void new_withMoreThan512Bytes_isRefused(String character) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CustomClaims(Map.of("x", character.repeat(CustomClaims.MAX_BYTES))));
    }

    @Test
    void byName_hasRolesAndTheSignInOnlyIfThereAreSome() {
        CustomClaims custom = new CustomClaims(Map.of("tenant", "t"));
        SignIn signIn = new SignIn(AuthMethod.PASSWORD, Instant.parse("2026-01-31T08:00:00.999Z"));
        assertThat(new PublishedClaims(Roles.NONE, Optional.empty(), custom).byName())
                .isEqualTo(Map.of("tenant", "t"));
        assertThat(new PublishedClaims(Roles.of(List.of("b", "a")), Optional.of(signIn), custom).byName())
                .isEqualTo(Map.of(
                        "tenant",
                        "t",
                        "roles",
                        List.of("a", "b"),
                        "amr",
                        List.of("pwd"),
                        "auth_time",
                        signIn.at().getEpochSecond()));
    }
}
