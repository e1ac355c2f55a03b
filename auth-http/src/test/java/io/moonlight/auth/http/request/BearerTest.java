package io.moonlight.auth.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BearerTest {

    /** Some servers make a space of it before the API sees it. */
    @Test
    void scheme_beforeATab_isNoBearer() {
        assertThat(Bearer.of(List.of("Bearer\tx"))).isEqualTo(new Bearer(true, false, ""));
        assertThat(Bearer.of(List.of("Bearer x"))).isEqualTo(new Bearer(true, true, "x"));
    }
}
